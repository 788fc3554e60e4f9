# A step was recorded done on the wrong day, then withdrawn: history keeps all three.
as of 2018-10-12
person idris: born 1982-12-12, protected 2018-02-01
idris done R03 on 2018-03-01, event e1
idris done R03 on 2018-04-01, recorded 2018-06-01, event e2, corrects e1
expect idris R03 done since 2018-04-01
known at 2018-05-01
expect idris R03 done since 2018-03-01
known at 2018-10-12
idris withdrawn R03 on 2018-04-01, recorded 2018-07-01, event e3, corrects e2
expect idris R03 ready
known at 2018-06-15
expect idris R03 done since 2018-04-01
