/// The conformance vectors of the rules that use only the classic core.
let classicVectors = """
  Vector: 01 plain walk and push
  Map:
  #######
  #@-$-.#
  #######
  Input: rrrr
  Applied: rRR
  Moves: 3
  Pushes: 2
  Keys: 0
  Active: 1
  Solved: yes
  Result:
  #######
  #---@*#
  #######
  Terrain:
  #######
  #----.#
  #######

  Vector: 02 cannot push two crates
  Map:
  #######
  #@$$-.#
  #-----#
  #######
  Input: rdr
  Applied: dr
  Moves: 2
  Pushes: 0
  Keys: 0
  Active: 1
  Solved: no
  Result:
  #######
  #-$$-.#
  #-@---#
  #######
  Terrain:
  #######
  #----.#
  #-----#
  #######

  Vector: 03 bump is not recorded
  Map:
  #####
  #@$.#
  #####
  Input: uldrr
  Applied: R
  Moves: 1
  Pushes: 1
  Keys: 0
  Active: 1
  Solved: yes
  Result:
  #####
  #-@*#
  #####
  Terrain:
  #####
  #--.#
  #####

  Vector: 51 swap is refused with one keeper
  Map:
  ######
  #@$-.#
  ######
  Input: srsr
  Applied: RR
  Moves: 2
  Pushes: 2
  Keys: 0
  Active: 1
  Solved: yes
  Result:
  ######
  #--@*#
  ######
  Terrain:
  ######
  #---.#
  ######

  Vector: 52 surplus crates do not matter
  Map:
  ########
  #@$.---#
  #--$---#
  ########
  Input: r
  Applied: R
  Moves: 1
  Pushes: 1
  Keys: 0
  Active: 1
  Solved: yes
  Result:
  ########
  #-@*---#
  #--$---#
  ########
  Terrain:
  ########
  #--.---#
  #------#
  ########
  """
