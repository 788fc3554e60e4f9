find_package(ICU REQUIRED COMPONENTS i18n uc)
target_link_libraries(jalon_base PUBLIC ICU::i18n ICU::uc)
