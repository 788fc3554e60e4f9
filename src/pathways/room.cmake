jalon_embed(TARGET jalon_pathways_pure NAME catalogue BASE "${CMAKE_SOURCE_DIR}/catalogue"
            FILES "${CMAKE_SOURCE_DIR}/catalogue/steps.csv")
