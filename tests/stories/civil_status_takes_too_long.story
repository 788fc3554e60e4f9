# The civil status was asked for 406 days ago; the catalogue of 2018 knows no longer wait than 365.
as of 2018-10-12
person sara: born 1985-03-03, protected 2017-08-15
sara done R02 R03 on 2017-08-20
sara requested R06 on 2017-09-01 by ofpra
expect sara blocked at R06 because late root R06
expect sara R07 waiting

# A day before the maximum it was only in progress.
as of 2018-08-31
expect sara not blocked at R06
