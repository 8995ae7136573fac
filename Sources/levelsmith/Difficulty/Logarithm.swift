import Foundation

/// Returns the logarithm of `value` to base 2.
func logarithm2(_ value: Double) -> Double { log2(value) }

/// Returns the logarithm of `value` to base 10.
func logarithm10(_ value: Double) -> Double { log10(value) }

/// Returns e to the power of `value`.
func exponential(_ value: Double) -> Double { exp(value) }

/// Returns the natural logarithm of `value`.
func logarithm(_ value: Double) -> Double { log(value) }
