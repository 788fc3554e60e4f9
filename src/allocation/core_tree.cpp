#include "allocation/core_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace jalon::allocation {
namespace {

// Whole numbers of a small part of a unit, kept in doubles: exact up to 2^53, and the greater of two is found
// without a branch.
using Units = double;
constexpr Units never = -0x1p62;
constexpr Units exact_below = 0x1p51;

constexpr int steps_at_root = 200;
constexpr int steps_at_node = 12;
constexpr int steps_to_compare = 6;
constexpr std::size_t compared = 3;  // options that are tried as the next to branch on
constexpr std::size_t most_nodes = 200'000;

enum class State : std::uint8_t { open, no, yes };

struct Item {
  Index who;  // among those undecided
  Index place;
  Index arc;
  std::int32_t size;
  Units worth;
};

struct Node {
  std::vector<State> state;  // by item
  std::vector<char> must;    // by candidate
  std::vector<Units> price;  // by candidate, then what placing one of a tier is paid
  Units bound = 0;
};

class CoreTree {
 public:
  CoreTree(const Network& network, const TreeProgram& program, const Core& core,
           const std::function<double()>& seconds_left)
      : network_(network),
        program_(program),
        seconds_left_(seconds_left),
        room_(network.capacity),
        missing_(program.placed) {
    plan_.assign(network.candidates(), none);
    items_of_place_.resize(network.places());
    for (Index c = 0; c < network.candidates(); ++c) take_in(c, core);
    for (Index k = 0; k < items_.size(); ++k) items_of_place_[items_[k].place].push_back(k);
  }

  bool possible() const { return possible_; }
  const std::vector<Index>& plan() const { return best_; }

  /// True when done.
  bool search(const SetPrices& prices, std::int64_t known) {
    if (!choose_unit(prices)) return false;
    known_ = known;
    Node root;
    root.state.assign(items_.size(), State::open);
    root.must = must_;
    for (const Index c : candidates_) root.price.push_back(std::round(prices.of_candidate[c] * per_value_));
    for (std::size_t k = 0; k < missing_.size(); ++k)
      root.price.push_back(std::round(prices.of_tier[k] * per_value_));
    return branch(std::move(root), steps_at_root);
  }

 private:
  std::size_t tiers() const { return missing_.size(); }
  std::size_t tier(std::size_t who) const {
    return static_cast<std::size_t>(network_.tier[candidates_[who]]);
  }
  Units target() const { return static_cast<Units>(known_ + 1) * unit_; }

  /// As fine as sums stay exact; false when even whole units are too much.
  bool choose_unit(const SetPrices& prices) {
    Units most = std::abs(static_cast<Units>(prices.bound)) / static_cast<Units>(scaled_unit);
    for (const double price : prices.of_candidate) most += std::abs(price);
    for (std::size_t k = 0; k < tiers(); ++k)
      most += std::abs(prices.of_tier[k]) * static_cast<Units>(program_.placed[k]);
    most = (most + 1) * static_cast<Units>(program_.times);
    for (unit_ = static_cast<Units>(scaled_unit); unit_ > 1 && most * unit_ > exact_below;) unit_ /= 2;
    per_value_ = unit_ * static_cast<Units>(program_.times);
    for (Item& item : items_) item.worth *= unit_;
    return most * unit_ <= exact_below;
  }

  void take_in(Index c, const Core& core) {
    std::vector<Index> usable;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      if (core.usable[arc] && network_.size_of(arc) <= network_.capacity[network_.arcs[arc].place])
        usable.push_back(arc);
    }
    if (usable.empty()) {
      possible_ = possible_ && !core.must[c];
      return;
    }
    const auto tier = static_cast<std::size_t>(network_.tier[c]);
    if (usable.size() == 1 && core.must[c]) {
      // Nothing to decide.
      plan_[c] = usable.front();
      room_[network_.arcs[usable.front()].place] -= network_.size_of(usable.front());
      fixed_ += program_.coefficient[usable.front()];
      if (tier < tiers()) --missing_[tier];
      return;
    }
    const auto who = static_cast<Index>(candidates_.size());
    candidates_.push_back(c);
    must_.push_back(core.must[c] ? 1 : 0);
    items_of_.emplace_back();
    for (const Index arc : usable) {
      items_of_.back().push_back(static_cast<Index>(items_.size()));
      items_.push_back({who, network_.arcs[arc].place, arc, static_cast<std::int32_t>(network_.size_of(arc)),
                        static_cast<Units>(program_.coefficient[arc])});
    }
  }

  /// Looks at what is still open in a node; false when somebody who is there has no room.
  bool look_at(const Node& node) {
    active_.clear();
    is_active_.assign(candidates_.size(), 0);
    sure_ = static_cast<Units>(fixed_) * unit_;
    left_ = room_;
    sure_missing_ = missing_;
    sure_items_.clear();
    open_.clear();
    open_first_.assign(1, 0);
    for (Index p = 0; p < network_.places(); ++p) {
      for (const Index k : items_of_place_[p]) {
        if (node.state[k] == State::no) continue;
        if (node.state[k] == State::open) {
          open_.push_back(k);
          is_active_[items_[k].who] = 1;
          continue;
        }
        left_[p] -= items_[k].size;
        sure_ += items_[k].worth;
        sure_items_.push_back(k);
        const std::size_t of = tier(items_[k].who);
        if (of < tiers()) --sure_missing_[of];
      }
      if (left_[p] < 0) return false;
      open_first_.push_back(open_.size());
    }
    for (Index c = 0; c < candidates_.size(); ++c) {
      if (is_active_[c] != 0) active_.push_back(c);
    }
    return true;
  }

  /// What prices prove of the node looked at; `chosen_` gets the sets, but for those who are there surely.
  Units evaluate(const std::vector<Units>& price) {
    const std::size_t n = candidates_.size();
    net_.resize(n);
    Units bound = sure_;
    for (std::size_t k = 0; k < tiers(); ++k) bound -= price[n + k] * static_cast<Units>(sure_missing_[k]);
    for (const Index c : active_) {
      net_[c] = price[c];
      bound += price[c];
      if (tiers() != 0 && tier(c) < tiers()) net_[c] -= price[n + tier(c)];
    }
    chosen_.clear();
    for (Index p = 0; p < network_.places(); ++p) {
      if (open_first_[p] != open_first_[p + 1]) bound += best_set(p);
    }
    return bound;
  }

  /// Those open in `p` with a gain, and the room that they could use.
  std::size_t gather(Index p) {
    gain_.clear();
    kept_.clear();
    std::int64_t asked = 0;
    for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
      const Item& item = items_[open_[i]];
      const Units gain = item.worth - net_[item.who];
      if (gain <= 0 || item.size > left_[p]) continue;
      gain_.push_back(gain);
      kept_.push_back(open_[i]);
      asked += item.size;
    }
    return static_cast<std::size_t>(std::min(left_[p], asked));
  }

  /// One row of a table: who is left out keeps `from`, who is taken adds its gain.
  static void add_row(const Units* from, Units* to, std::size_t row, std::size_t size, Units gain) {
    std::copy(from, from + size, to);
    const Units* less = from - size;
    for (std::size_t at = size; at < row; ++at) to[at] = std::max(from[at], less[at] + gain);
  }

  Units best_set(Index p) {
    const std::size_t row = gather(p) + 1;
    const std::size_t rows = kept_.size();
    if (table_.size() < (rows + 1) * row) table_.resize((rows + 1) * row);
    std::fill_n(table_.begin(), row, 0.0);
    for (std::size_t i = 0; i < rows; ++i) {
      const auto size = static_cast<std::size_t>(items_[kept_[i]].size);
      add_row(&table_[i * row], &table_[(i + 1) * row], row, size, gain_[i]);
    }
    std::size_t at = row - 1;
    const Units best = table_[rows * row + at];
    for (std::size_t i = rows; i-- > 0;) {
      if (table_[(i + 1) * row + at] == table_[i * row + at]) continue;
      chosen_.push_back(kept_[i]);
      at -= static_cast<std::size_t>(items_[kept_[i]].size);
    }
    return best;
  }

  /// Steps of the volume algorithm on the node; false when it holds no better plan. `mean_` by item.
  bool descend(Node& node, int steps) {
    constexpr double newest = 0.15;
    if (!look_at(node)) return false;
    const std::size_t n = candidates_.size();
    tried_ = node.price;
    over_.assign(n + tiers(), 0);
    mean_.assign(items_.size(), 0);
    double reach = 1;
    int since_better = 0;
    for (int step = 0; step < steps; ++step) {
      const Units bound = evaluate(tried_);
      if (bound < target()) return false;
      since_better = step == 0 || node.bound - bound > per_value_ / 50 ? 0 : since_better + 1;
      if (step == 0 || bound < node.bound) {
        node.bound = bound;
        node.price = tried_;
      }
      take_if_plan(node);
      const double weight = step == 0 ? 1 : newest;
      for (const Index k : open_) mean_[k] *= 1 - weight;
      for (const Index k : chosen_) mean_[k] += weight;
      if (since_better >= 4) {
        reach *= 0.6;
        since_better = 0;
      }
      const double slope = find_slope(node);
      if (slope < 1e-9) break;
      const double length = reach * (node.bound - target() + per_value_ / 2) / slope;
      for (const Index c : active_) {
        const Units price = std::round(node.price[c] + length * over_[c]);
        tried_[c] = node.must[c] != 0 ? price : std::max(0.0, price);
      }
      for (std::size_t k = n; k < n + tiers(); ++k) {
        tried_[k] = std::max(0.0, std::round(node.price[k] + length * over_[k] / static_cast<double>(n)));
      }
    }
    return true;
  }

  /// By how much each is asked too often, in the mean; the square of it all.
  double find_slope(const Node& node) {
    const std::size_t n = candidates_.size();
    for (const Index c : active_) over_[c] = -1;
    for (std::size_t k = 0; k < tiers(); ++k) over_[n + k] = static_cast<double>(sure_missing_[k]);
    for (const Index k : open_) {
      const Index c = items_[k].who;
      over_[c] += mean_[k];
      if (tiers() != 0 && tier(c) < tiers()) over_[n + tier(c)] -= mean_[k];
    }
    double slope = 0;
    for (const Index c : active_) {
      if (over_[c] > 0 || node.price[c] > 0 || node.must[c] != 0) slope += over_[c] * over_[c];
    }
    for (std::size_t k = n; k < n + tiers(); ++k) {
      if (over_[k] > 0 || node.price[k] > 0) slope += over_[k] * over_[k] / static_cast<double>(n);
    }
    return slope;
  }

  /// Where the sets put nobody twice and leave out nobody who must be in, they are a plan.
  void take_if_plan(const Node& node) {
    for (const Index c : active_) is_active_[c] = 1;
    Units sum = sure_;
    bool twice = false;
    for (const Index k : chosen_) {
      char& seen = is_active_[items_[k].who];
      twice = twice || seen == 2;
      seen = 2;
      sum += items_[k].worth;
    }
    if (twice || sum < target()) return;
    for (const Index c : active_) {
      if (node.must[c] != 0 && is_active_[c] != 2) return;
    }
    std::vector<std::int64_t> missing = sure_missing_;
    for (const Index k : chosen_) {
      if (tier(items_[k].who) < tiers()) --missing[tier(items_[k].who)];
    }
    if (std::any_of(missing.begin(), missing.end(), [](std::int64_t more) { return more > 0; })) return;
    known_ = static_cast<std::int64_t>(std::llround(sum / unit_));
    best_ = plan_;
    for (const auto* items : {&chosen_, &sure_items_}) {
      for (const Index k : *items) best_[candidates_[items_[k].who]] = items_[k].arc;
    }
  }

  /// Takes out what a better plan cannot use; false when the node holds none. After `descend`.
  bool narrow(Node& node) {
    node.bound = evaluate(node.price);
    const Units spare = node.bound - target();
    if (spare < 0) return false;
    used_.assign(items_.size(), 0);
    unused_.assign(items_.size(), 0);
    for (Index p = 0; p < network_.places(); ++p) losses(p);
    for (const Index c : active_) {
      Units elsewhere = 0;
      for (const Index k : items_of_[c]) elsewhere += node.state[k] == State::open ? unused_[k] : 0;
      for (const Index k : items_of_[c]) {
        if (node.state[k] == State::open && used_[k] + elsewhere - unused_[k] > spare)
          node.state[k] = State::no;
      }
      if (node.must[c] == 0 && node.price[c] + elsewhere > spare) node.must[c] = 1;
      if (!settle(node, c)) return false;
    }
    return true;
  }

  /// Somebody who must be in and has one option left is there.
  bool settle(Node& node, std::size_t c) const {
    Index only = none;
    int open = 0;
    for (const Index k : items_of_[c]) {
      if (node.state[k] == State::yes) return true;
      if (node.state[k] == State::no) continue;
      only = k;
      ++open;
    }
    if (open == 0) return node.must[c] == 0;
    if (open == 1 && node.must[c] != 0) node.state[only] = State::yes;
    return true;
  }

  void losses(Index p) {
    if (open_first_[p] == open_first_[p + 1]) return;
    const std::size_t room = gather(p);
    const std::size_t row = room + 1;
    const std::size_t rows = kept_.size();
    if (table_.size() < (rows + 1) * row) table_.resize((rows + 1) * row);
    if (after_.size() < (rows + 1) * row) after_.resize((rows + 1) * row);
    std::fill_n(table_.begin(), row, 0.0);
    std::fill_n(after_.begin() + static_cast<std::ptrdiff_t>(rows * row), row, 0.0);
    for (std::size_t i = 0; i < rows; ++i)
      add_row(&table_[i * row], &table_[(i + 1) * row], row, static_cast<std::size_t>(items_[kept_[i]].size),
              gain_[i]);
    for (std::size_t i = rows; i-- > 0;)
      add_row(&after_[(i + 1) * row], &after_[i * row], row, static_cast<std::size_t>(items_[kept_[i]].size),
              gain_[i]);
    const Units* all = &table_[rows * row];
    const Units best = all[room];
    // Those without a gain: what the others have in the room they leave.
    for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
      const Item& item = items_[open_[i]];
      const std::int64_t rest = left_[p] - item.size;
      used_[open_[i]] = rest < 0 ? -never
                                 : best - (item.worth - net_[item.who]) -
                                       all[std::min(static_cast<std::size_t>(rest), room)];
    }
    for (std::size_t i = 0; i < rows; ++i) {
      const auto size = static_cast<std::size_t>(items_[kept_[i]].size);
      const Units* before = &table_[i * row];
      const Units* after = &after_[(i + 1) * row];
      Units without = 0;
      Units with = never;
      for (std::size_t at = 0; at < row; ++at) without = std::max(without, before[at] + after[room - at]);
      for (std::size_t at = 0; at + size < row; ++at)
        with = std::max(with, before[at] + after[room - size - at]);
      used_[kept_[i]] = with == never ? -never : best - with - gain_[i];
      unused_[kept_[i]] = best - without;
    }
  }

  /// The same node with the option used, or not.
  Node child(const Node& node, Index item, bool yes) const {
    Node made = node;
    if (yes) {
      for (const Index k : items_of_[items_[item].who]) made.state[k] = State::no;
      made.must[items_[item].who] = 1;
    }
    made.state[item] = yes ? State::yes : State::no;
    return made;
  }

  /// Both sides of the option that brings both bounds down most, of those whose use is least clear; false
  /// when nothing is open. A side that holds no better plan has a bound of `never`.
  bool pick(const Node& node, std::pair<Node, Node>& sides) {
    std::vector<std::pair<double, Index>> unclear;
    for (Index k = 0; k < items_.size(); ++k) {
      if (node.state[k] == State::open) unclear.emplace_back(std::abs(mean_[k] - 0.5), k);
    }
    if (unclear.empty()) return false;
    const std::size_t few = std::min(compared, unclear.size());
    std::partial_sort(unclear.begin(), unclear.begin() + static_cast<std::ptrdiff_t>(few), unclear.end());
    double most = -1;
    for (std::size_t i = 0; i < few; ++i) {
      const Index k = unclear[i].second;
      std::pair<Node, Node> pair{child(node, k, true), child(node, k, false)};
      const auto fall = [&](Node& made) {
        if (settle(made, items_[k].who) && descend(made, steps_to_compare)) return node.bound - made.bound;
        made.bound = never;
        return node.bound - target() + per_value_;
      };
      const double first = fall(pair.first);
      const double second = fall(pair.second);
      const double score = std::max(first, per_value_ / 1000) * std::max(second, per_value_ / 1000);
      if (score > most) {
        most = score;
        sides = std::move(pair);
      }
      if (sides.first.bound == never || sides.second.bound == never) break;  // no need to branch at all
    }
    return true;
  }

  bool branch(Node node, int steps) {
    for (;;) {
      if (++nodes_ > most_nodes) return false;
      if (nodes_ % 16 == 0 && seconds_left_ && seconds_left_() <= 0) return false;
      if (!descend(node, steps) || !narrow(node)) return true;
      std::pair<Node, Node> sides;
      if (!pick(node, sides)) {
        // All is decided: this is a plan, or there is none.
        if (look_at(node) && evaluate(node.price) >= target()) take_if_plan(node);
        return true;
      }
      auto& [better, other] = sides;
      if (better.bound < other.bound) std::swap(better, other);
      if (better.bound == never) return true;
      steps = steps_at_node;
      if (other.bound == never) {
        node = std::move(better);
        continue;
      }
      if (!branch(std::move(better), steps)) return false;
      node = std::move(other);
    }
  }

  const Network& network_;
  const TreeProgram& program_;
  const std::function<double()>& seconds_left_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> missing_;  // by tier kept, those not fixed
  std::vector<Index> plan_;            // of those fixed
  std::vector<Index> best_;
  Units unit_ = 1;       // one of the sum
  Units per_value_ = 1;  // one of what prices are of
  std::int64_t fixed_ = 0;
  std::int64_t known_ = 0;
  bool possible_ = true;
  std::vector<Index> candidates_;
  std::vector<char> must_;
  std::vector<Item> items_;
  std::vector<std::vector<Index>> items_of_;
  std::vector<std::vector<Index>> items_of_place_;
  std::size_t nodes_ = 0;

  // Of the node looked at.
  std::vector<Index> active_;  // candidates with something open
  std::vector<char> is_active_;
  std::vector<Index> open_;  // items by place
  std::vector<std::size_t> open_first_;
  std::vector<Index> sure_items_;
  Units sure_ = 0;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> sure_missing_;

  std::vector<Units> tried_;
  std::vector<Units> net_;
  std::vector<Index> chosen_;
  std::vector<double> mean_;
  std::vector<double> over_;
  std::vector<Units> gain_;
  std::vector<Index> kept_;
  std::vector<Units> table_;
  std::vector<Units> after_;
  std::vector<Units> used_;
  std::vector<Units> unused_;
};

}  // namespace

TreeAnswer search_core_tree(const Network& network, const TreeProgram& program, const Core& core,
                            const SetPrices& prices, std::int64_t least,
                            const std::function<double()>& seconds_left) {
  CoreTree tree(network, program, core, seconds_left);
  TreeAnswer answer;
  answer.proven = !tree.possible() || tree.search(prices, least - 1);
  answer.arc_of = tree.plan();
  return answer;
}

}  // namespace jalon::allocation
