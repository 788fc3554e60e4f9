#include "partners/organisation_store.hpp"

namespace jalon::partners {
namespace {

const store::Query all_query{"partners.organisations",
                             "SELECT id, ref, name, kind, commune, siret FROM organisation"
                             " WHERE territory = ? ORDER BY name, ref"};
const store::Query find_query{"partners.organisation",
                              "SELECT id, ref, name, kind, commune, siret FROM organisation"
                              " WHERE territory = ? AND id = ?"};
const store::Query insert_query{"partners.insert_organisation",
                                "INSERT INTO organisation (territory, id, ref, name, kind, commune, siret)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?)"};
const store::Query update_query{"partners.update_organisation",
                                "UPDATE organisation SET name = ?, kind = ?, commune = ?, siret = ?"
                                " WHERE territory = ? AND id = ?"};

Organisation to_organisation(const store::Row& row) {
  return {
      row.id<OrganisationId>(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5)};
}

}  // namespace

std::vector<Organisation> all_organisations(store::Reader& reader, std::string_view territory) {
  return reader.list(all_query, {territory}, to_organisation);
}

std::optional<Organisation> find_organisation(store::Reader& reader, std::string_view territory,
                                              OrganisationId id) {
  return reader.first(find_query, {territory, id}, to_organisation);
}

void insert_organisation(store::Transaction& transaction, const Organisation& organisation) {
  transaction.execute(insert_query,
                      {transaction.territory(), organisation.id, organisation.ref, organisation.name,
                       organisation.kind, organisation.commune, organisation.siret});
}

void update_organisation(store::Transaction& transaction, const Organisation& organisation) {
  transaction.execute(update_query, {organisation.name, organisation.kind, organisation.commune,
                                     organisation.siret, transaction.territory(), organisation.id});
}

OrganisationBook::OrganisationBook(store::Reader& reader, std::string_view territory) {
  for (auto& organisation : all_organisations(reader, territory)) {
    ids_.emplace(std::move(organisation.ref), organisation.id);
  }
}

std::optional<OrganisationId> OrganisationBook::find(std::string_view ref) const {
  const auto found = ids_.find(ref);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

std::optional<OrganisationId> OrganisationBook::find_or_add(std::string_view ref,
                                                            store::Transaction& transaction) {
  if (ref.empty()) return std::nullopt;
  if (const auto known = find(ref)) return known;
  Organisation added;
  added.id = transaction.new_id<OrganisationId>();
  added.ref = added.name = ref;
  insert_organisation(transaction, added);
  ids_.emplace(added.ref, added.id);
  return added.id;
}

}  // namespace jalon::partners
