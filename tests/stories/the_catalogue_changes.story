# The same person read with the catalogue of two days: the end-of-contract interview exists since March 2019.
as of 2018-10-12
person omar: born 1990-01-01, protected 2018-03-01, level A0
omar done R02 R03 R04 R05 on 2018-04-01
expect omar has no step C10
expect omar C05 waiting
as of 2019-06-01
expect omar C10 waiting
