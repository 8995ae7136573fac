import Testing

/// All runs of the real service under bad conditions; one after the other, since each takes the
/// whole machine.
@Suite(.serialized) struct RobustnessSuite {}
