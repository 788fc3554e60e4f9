# Twenty years old without a child: no minimum income, but the mission locale and the Garantie jeunes.
as of 2018-10-12
person karim: born 1998-01-01, protected 2018-03-01, level A0
person aicha: born 1978-01-01, protected 2018-03-01
expect karim I02 not_relevant
expect karim E03 waiting
expect karim E04 waiting
expect aicha I02 waiting
expect aicha E04 not_relevant
# He turns 25: now it is due to him, and the door of the young closes the year after.
as of 2023-01-01
expect karim I02 waiting
as of 2024-06-01
expect karim E03 not_relevant
