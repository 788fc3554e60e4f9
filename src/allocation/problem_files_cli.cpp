#include "allocation/problem_files_cli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "allocation/block_reader_cli.hpp"
#include "allocation/words_cli.hpp"
#include "base/record_reader.hpp"

namespace jalon::allocation {
namespace {

class Reader {
 public:
  explicit Reader(std::string folder) : folder_(std::move(folder)) {}

  tl::expected<ProblemFiles, std::vector<FileProblem>> read() {
    read_places();
    read_candidates();
    if (problems_.empty()) read_options();  // without the ids, every row would be in the wrong
    if (problems_.empty() && std::filesystem::exists(path("locks.csv"))) read_locks();
    if (problems_.empty()) read_bonds();
    if (problems_.empty()) return std::move(files_);
    return tl::unexpected(std::move(problems_));
  }

 private:
  std::string path(const char* name) const { return folder_ + "/" + name; }

  /// Walks the rows of a file; `columns` declares them, `row` reads one.
  template <class Columns, class Row>
  void walk(const char* name, Columns&& columns, Row&& row) {
    const auto stopped = read_blocks(path(name), [&](const csv::Document& block, std::size_t lines_before) {
      RecordReader reader(block);
      columns(reader);
      for (std::size_t i = 0; i < reader.size() && reader.ok(); ++i) {
        reader.go_to(i);
        row(reader);
      }
      for (const auto* found : {&reader.problems(), &block.problems()}) {
        for (FileProblem problem : *found) {
          problem.line += problem.line > 1 ? lines_before : 0;
          problems_.push_back(std::move(problem));
        }
      }
      return problems_.empty();
    });
    if (stopped) problems_.push_back(*stopped);
  }

  void read_places() {
    RecordReader::Column id;
    RecordReader::Column capacity;
    std::vector<Place>& places = files_.problem.places;
    walk(
        "places.csv",
        [&](RecordReader& reader) {
          id = reader.required("place");
          capacity = reader.required("capacity");
        },
        [&](RecordReader& reader) {
          const auto room = reader.integer(capacity, 0, largest_capacity);
          if (!room && reader.text(capacity).empty())
            reader.problem(capacity, "un nombre entier est attendu");
          places.push_back({std::string(reader.required_text(id)), room.value_or(0)});
        });
    number("places.csv", "place", places, files_.places);
  }

  /// In the order of the file; an id that comes back is told.
  template <class Item>
  void number(const char* file, const char* column, const std::vector<Item>& items, IdIndex& ids) {
    ids.reserve(items.size());
    for (Index k = 0; k < items.size(); ++k) {
      if (!ids.add(items[k].id, k)) tell_twice(file, column, items[k].id);
    }
  }

  void read_candidates() {
    RecordReader::Column id;
    RecordReader::Column tier;
    RecordReader::Column size;
    RecordReader::Column person;
    std::unordered_map<std::string, Index> persons;
    std::vector<Candidate>& candidates = files_.problem.candidates;
    walk(
        "candidates.csv",
        [&](RecordReader& reader) {
          id = reader.required("candidate");
          tier = reader.optional("tier");
          size = reader.optional("size");
          person = reader.optional("person");
        },
        [&](RecordReader& reader) {
          Candidate candidate;
          candidate.id = reader.required_text(id);
          candidate.tier = static_cast<std::int32_t>(reader.integer(tier, 1, largest_tier).value_or(1));
          candidate.size = static_cast<std::int32_t>(reader.integer(size, 1, largest_size).value_or(1));
          candidates.push_back(std::move(candidate));
          const std::string who(reader.text(person));
          if (who.empty() && persons.empty()) return;  // a file without persons costs nothing more
          files_.bonds.person.resize(candidates.size(), none);
          if (who.empty()) return;
          files_.bonds.person.back() = persons.emplace(who, static_cast<Index>(persons.size())).first->second;
        });
    if (!files_.bonds.person.empty()) files_.bonds.person.resize(candidates.size(), none);
    number("candidates.csv", "candidate", candidates, files_.candidates);
  }

  void read_options() {
    RecordReader::Column candidate;
    RecordReader::Column place;
    RecordReader::Column value;
    RecordReader::Column size;
    const auto columns = [&](RecordReader& reader) {
      candidate = reader.required("candidate");
      place = reader.required("place");
      value = reader.required("value");
      size = reader.optional("size");
    };
    OptionsBuilder builder;
    std::string last_id;  // rows of one candidate come together, as a rule
    Index last = none;
    walk("options.csv", columns, [&](RecordReader& reader) {
      const std::string_view id = reader.required_text(candidate);
      if (id != last_id || last == none) {
        last_id = id;
        last = known(reader, candidate, files_.candidates, "candidates.csv");
      }
      const Index there = known(reader, place, files_.places, "places.csv");
      const auto worth = reader.integer(value, -largest_value, largest_value);
      if (!worth && reader.text(value).empty()) reader.problem(value, "un nombre entier est attendu");
      const auto takes = reader.integer(size, 1, largest_size);
      if (last == none || there == none || !worth) return;
      builder.add(last, there, *worth, static_cast<std::int32_t>(takes.value_or(0)));
    });
    if (!problems_.empty()) return;
    const auto twice = builder.build(files_.problem.candidates.size(), files_.problem.options);
    if (!twice) return;

    // Read again, only to say where.
    bool seen = false;
    walk("options.csv", columns, [&](RecordReader& reader) {
      if (files_.candidates.find(reader.text(candidate)) != twice->first) return;
      if (files_.places.find(reader.text(place)) != twice->second) return;
      if (seen)
        reader.problem(
            place, fmt::format("cette place figure deux fois pour le candidat {}", reader.text(candidate)));
      seen = true;
    });
  }

  void read_locks() {
    RecordReader::Column candidate;
    RecordReader::Column place;
    RecordReader::Column kind;
    std::vector<std::pair<std::uint64_t, LockKind>> seen;
    walk(
        "locks.csv",
        [&](RecordReader& reader) {
          candidate = reader.required("candidate");
          place = reader.required("place");
          kind = reader.required("kind");
        },
        [&](RecordReader& reader) {
          const Index who = known(reader, candidate, files_.candidates, "candidates.csv");
          const Index where = known(reader, place, files_.places, "places.csv");
          const auto what = reader.word(kind, {"keep", "forbid"});
          if (!what && reader.text(kind).empty()) reader.problem(kind, "keep ou forbid est attendu");
          if (who == none || where == none || !what) return;
          const LockKind lock = *what == 0 ? LockKind::keep : LockKind::forbid;
          const std::pair key{std::uint64_t{who} << 32 | where, lock};
          if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
            reader.problem(kind, "ce verrou figure deux fois");
            return;
          }
          seen.push_back(key);
          files_.problem.locks.push_back({who, where, lock});
        });
  }

  /// What binds the needs of one person; each file is optional.
  void read_bonds() {
    Bonds& bonds = files_.bonds;
    RecordReader::Column one;
    RecordReader::Column two;
    RecordReader::Column three;
    if (std::filesystem::exists(path("conflicts.csv"))) {
      walk(
          "conflicts.csv",
          [&](RecordReader& reader) {
            one = reader.required("place");
            two = reader.required("other");
          },
          [&](RecordReader& reader) {
            const Index place = known(reader, one, files_.places, "places.csv");
            const Index other = known(reader, two, files_.places, "places.csv");
            if (place != none && other != none) bonds.conflicts.emplace_back(place, other);
          });
    }
    if (problems_.empty() && std::filesystem::exists(path("requires.csv"))) {
      walk(
          "requires.csv",
          [&](RecordReader& reader) {
            one = reader.required("candidate");
            two = reader.optional("place");
            three = reader.required("needed");
          },
          [&](RecordReader& reader) {
            const Index who = known(reader, one, files_.candidates, "candidates.csv");
            const Index where =
                reader.text(two).empty() ? none : known(reader, two, files_.places, "places.csv");
            const Index needed = known(reader, three, files_.candidates, "candidates.csv");
            if (who != none && who == needed)
              reader.problem(three, "un besoin ne peut pas dépendre de lui-même");
            if (who != none && needed != none) bonds.requirements.push_back({who, where, needed});
          });
    }
    if (problems_.empty() && std::filesystem::exists(path("resources.csv"))) read_resources();
  }

  /// A place not named holds none of the resource; a candidate not named takes none.
  void read_resources() {
    std::vector<Resource>& resources = files_.bonds.resources;
    RecordReader::Column name;
    RecordReader::Column who;
    RecordReader::Column count;
    const auto find = [&](std::string_view id) {
      return std::find_if(resources.begin(), resources.end(), [&](const Resource& r) { return r.id == id; });
    };
    walk(
        "resources.csv",
        [&](RecordReader& reader) {
          name = reader.required("resource");
          who = reader.required("place");
          count = reader.required("capacity");
        },
        [&](RecordReader& reader) {
          const std::string_view id = reader.required_text(name);
          const Index place = known(reader, who, files_.places, "places.csv");
          const auto capacity = reader.integer(count, 0, largest_capacity);
          if (place == none || !capacity) return;
          auto at = find(id);
          if (at == resources.end()) {
            resources.push_back({std::string(id), std::vector<std::int64_t>(files_.problem.places.size(), 0),
                                 std::vector<std::int64_t>(files_.problem.candidates.size(), 0)});
            at = resources.end() - 1;
          }
          at->capacity[place] = *capacity;
        });
    if (!problems_.empty()) return;
    walk(
        "takes.csv",
        [&](RecordReader& reader) {
          name = reader.required("resource");
          who = reader.required("candidate");
          count = reader.required("size");
        },
        [&](RecordReader& reader) {
          const auto at = find(reader.required_text(name));
          const Index candidate = known(reader, who, files_.candidates, "candidates.csv");
          const auto size = reader.integer(count, 0, largest_size);
          if (at == resources.end()) {
            reader.problem(name, "inconnu dans resources.csv");
          } else if (candidate != none && size) {
            at->size[candidate] = *size;
          }
        });
  }

  static Index known(RecordReader& reader, RecordReader::Column column, const IdIndex& ids,
                     const char* file) {
    const std::string_view id = reader.required_text(column);
    const Index number = ids.find(id);
    if (number == none && !id.empty()) reader.problem(column, fmt::format("inconnu dans {}", file));
    return number;
  }

  /// Reads the file again, only to say where the id comes back.
  void tell_twice(const char* file, const char* column, const std::string& id) {
    if (!problems_.empty()) return;
    bool seen = false;
    RecordReader::Column at;
    walk(
        file, [&](RecordReader& reader) { at = reader.required(column); },
        [&](RecordReader& reader) {
          if (reader.text(at) != id) return;
          if (seen) reader.problem(at, "cet identifiant figure deux fois");
          seen = true;
        });
  }

  std::string folder_;
  ProblemFiles files_;
  std::vector<FileProblem> problems_;
};

}  // namespace

tl::expected<ProblemFiles, std::vector<FileProblem>> read_problem(const std::string& folder) {
  return Reader(folder).read();
}

bool write_proposal(const std::string& folder, const Problem& problem, const Proposal& proposal) {
  const std::string path = folder + "/proposal.csv";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
  if (!file) return false;
  std::string text = "candidate,place,value,reason\n";
  bool ok = true;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Index p = proposal.place_of[c];
    std::string value;
    if (p != none) value = fmt::format("{}", problem.options.value[problem.option_row(c, p)]);
    csv::write_row(text, {problem.candidates[c].id, p == none ? "" : problem.places[p].id, value,
                          french_reason(proposal.reason[c])});
    if (text.size() > (1 << 20)) {
      ok = ok && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
      text.clear();
    }
  }
  ok = ok && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  return std::fflush(file.get()) == 0 && ok;
}

}  // namespace jalon::allocation
