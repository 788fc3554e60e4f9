# Names of départements and communes (source: INSEE, through @etalab/decoupage-administratif, Licence Ouverte 2.0).
jalon_embed(TARGET jalon_partners_pure NAME communes BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/communes.tsv")
