# One seat in a 680-hour module, and two people who are ready for it: the proposal says who, why not the other, and what
# one more place would change.
as of 2018-10-12
person amina: born 1990-05-01, protected 2018-03-01, level A1
person moussa: born 1988-02-11, protected 2018-02-01, level A1
person zoe: born 1991-04-11, protected 2018-02-01, level B2
amina done R02 R03 R04 R05 on 2018-06-10
moussa done R02 R03 R04 R05 on 2018-06-10
zoe done R02 R03 R04 R05 on 2018-06-10
amina done E02 on 2018-09-02
moussa done E02 on 2018-06-02
zoe done E02 on 2018-06-02
place module-680h: for C06, 1 seat, from 2018-11-05 to 2019-04-30, 680 hours, costs 10000, levels A0 to A2

expect moussa proposed for module-680h
expect amina not proposed for module-680h because outranked
expect amina not proposed for module-680h because "une place de plus"
expect zoe not proposed for module-680h because "au plus le niveau A2"
expect one more place in module-680h places amina

# Moussa is accepted: the module is full, and one more place still unblocks amina, alone.
moussa accepted module-680h on 2018-10-11
expect amina not proposed for module-680h because no_seat
expect amina blocked at language because no seat in module-680h
expect one more place in module-680h places amina
expect one more seat in module-680h unblocks amina

# He declines: the seat is hers, and it is not offered to him again.
moussa declined module-680h on 2018-10-12
expect amina proposed for module-680h
expect moussa not proposed for module-680h because "déjà été refusée"
