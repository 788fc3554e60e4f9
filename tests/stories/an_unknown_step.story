# A row that means nothing is refused with its file and line, and nothing of the file enters.
as of 2018-10-12
person amina: born 1990-05-01, protected 2018-03-01
amina done Z99 on 2018-04-01
expect import refused because "events.csv"
