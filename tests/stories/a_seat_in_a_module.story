# Amina may enter a 680-hour French module, and the only one to come is full: she is ready for a seat nobody has.
as of 2018-10-12
person amina: born 1990-05-01, protected 2018-03-01, level A1
person moussa: born 1988-02-11, protected 2018-02-01, level A1
amina done R02 R03 R04 R05 on 2018-06-10
amina done E02 on 2018-05-02
moussa done R02 R03 R04 R05 on 2018-06-10
moussa done E02 on 2018-05-02
place module-680h: for C06, 1 seat, from 2018-11-05 to 2019-04-30, 680 hours, costs 10000
moussa accepted module-680h on 2018-10-01

expect amina C06 ready
expect amina blocked at language because no seat in module-680h
expect amina blocked at C06 because no_place root C06
expect moussa not blocked at language
expect one more seat in module-680h unblocks amina
expect 1 person blocked by no_place

# Moussa declines: his seat is free, and nobody waits any more.
moussa declined module-680h on 2018-10-10
expect amina not blocked at language
expect one more seat in module-680h unblocks nobody
