#include "allocation/core_tree.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "allocation/core_balance.hpp"
#include "allocation/core_choice.hpp"
#include "allocation/core_pricing.hpp"

namespace jalon::allocation {
namespace {

constexpr int steps_at_root = 30;
constexpr int steps_at_node = 12;
constexpr int steps_to_compare = 6;
constexpr std::size_t most_nodes = 200'000;

class CoreTree {
 public:
  CoreTree(const CoreItems& items, const TreeBounds& bounds, const std::function<double()>& seconds_left)
      : items_(items),
        pricing_(items),
        balance_(items, pricing_),
        choice_(items),
        seconds_left_(seconds_left),
        most_(bounds.most),
        known_(bounds.least - 1),
        seen_(items.undecided()) {}

  const std::vector<Index>& plan() const { return best_; }

  /// True when done.
  bool search(const SetPrices& prices) {
    CoreNode root;
    root.state.assign(items_.items().size(), CoreState::open);
    root.must = items_.must();
    const auto in_units = [this](double price) { return std::round(price * items_.per_value()); };
    for (Index who = 0; who < items_.undecided(); ++who)
      root.price.push_back(in_units(prices.of_candidate[items_.candidate(who)]));
    for (std::size_t k = 0; k < items_.tiers(); ++k) root.price.push_back(in_units(prices.of_tier[k]));
    return branch(std::move(root), steps_at_root);
  }

 private:
  Units target() const { return static_cast<Units>(known_ + 1) * items_.unit(); }

  /// Better prices for the node, as far as a few steps go; false when it holds no better plan.
  bool descend(CoreNode& node, int steps) {
    if (!pricing_.look_at(node)) return false;
    balance_.begin(node);
    tried_ = node.price;
    for (int step = 0; step < steps; ++step) {
      const Units bound = pricing_.evaluate(tried_);
      if (bound < target()) return false;
      take_if_plan(node);
      balance_.add_chosen();
      if (step == 0) {
        node.bound = bound;
        balance_.reach(bound - target() + items_.per_value());
      } else if (bound < node.bound) {
        const Units by = node.bound - bound;
        node.bound = bound;
        node.price = tried_;
        balance_.went_down(node, by);
      } else {
        balance_.stayed(node);
      }
      balance_.find(node, tried_);
    }
    balance_.keep(node);
    return true;
  }

  /// Where the sets put nobody twice and leave out nobody who must be in, they are a plan.
  void take_if_plan(const CoreNode& node) {
    for (const Index c : pricing_.active()) seen_[c] = 1;
    Units sum = pricing_.sure();
    bool twice = false;
    for (const Index k : pricing_.chosen()) {
      char& seen = seen_[items_[k].who];
      twice = twice || seen == 2;
      seen = 2;
      sum += items_[k].worth;
    }
    if (twice || sum < target()) return;
    for (const Index c : pricing_.active()) {
      if (node.must[c] != 0 && seen_[c] != 2) return;
    }
    std::vector<std::int64_t> missing = pricing_.missing();
    for (const Index k : pricing_.chosen()) {
      if (items_.tier(items_[k].who) < items_.tiers()) --missing[items_.tier(items_[k].who)];
    }
    if (std::any_of(missing.begin(), missing.end(), [](std::int64_t more) { return more > 0; })) return;
    known_ = static_cast<std::int64_t>(std::llround(sum / items_.unit()));
    best_ = items_.plan();
    for (const auto* items : {&pricing_.chosen(), &pricing_.sure_items()}) {
      for (const Index k : *items) best_[items_.candidate(items_[k].who)] = items_[k].arc;
    }
  }

  /// Takes out what a better plan cannot use; false when the node holds none. After `descend`.
  bool narrow(CoreNode& node) {
    node.bound = pricing_.evaluate(node.price);
    const Units spare = node.bound - target();
    if (spare < 0) return false;
    pricing_.find_losses();
    for (const Index c : pricing_.active()) {
      Units elsewhere = 0;
      for (const Index k : items_.of(c))
        elsewhere += node.state[k] == CoreState::open ? pricing_.if_unused(k) : 0;
      for (const Index k : items_.of(c)) {
        if (node.state[k] == CoreState::open &&
            pricing_.if_used(k) + elsewhere - pricing_.if_unused(k) > spare)
          node.state[k] = CoreState::no;
      }
      if (node.must[c] == 0 && node.price[c] + elsewhere > spare) node.must[c] = 1;
      if (!settle(node, c)) return false;
    }
    return true;
  }

  /// Somebody who must be in and has one option left is there.
  bool settle(CoreNode& node, Index c) const {
    Index only = none;
    int open = 0;
    for (const Index k : items_.of(c)) {
      if (node.state[k] == CoreState::yes) return true;
      if (node.state[k] == CoreState::no) continue;
      only = k;
      ++open;
    }
    if (open == 0) return node.must[c] == 0;
    if (open == 1 && node.must[c] != 0) node.state[only] = CoreState::yes;
    return true;
  }

  /// The same node with the option used, or not.
  CoreNode child(const CoreNode& node, Index item, bool yes) const {
    CoreNode made = node;
    if (yes) {
      for (const Index k : items_.of(items_[item].who)) made.state[k] = CoreState::no;
      made.must[items_[item].who] = 1;
    }
    made.state[item] = yes ? CoreState::yes : CoreState::no;
    return made;
  }

  /// Both sides of the option that brings both bounds down most, of those whose use is least clear; false
  /// when nothing is open. A side that holds no better plan has a bound of `never`.
  bool pick(const CoreNode& node, std::pair<CoreNode, CoreNode>& sides) {
    const std::vector<double> use = use_of_items(node);
    const std::vector<Index> few = choice_.to_compare(node, use);
    if (few.empty()) return false;
    double most = -1;
    for (const Index k : few) {
      std::pair<CoreNode, CoreNode> pair{child(node, k, true), child(node, k, false)};
      const auto fall = [&](CoreNode& made) {
        if (settle(made, items_[k].who) && descend(made, steps_to_compare)) return node.bound - made.bound;
        made.bound = never;
        return node.bound - target() + items_.per_value();
      };
      const double first = fall(pair.first);
      const double second = fall(pair.second);
      choice_.learn(k, use[k], first, second);
      const double score =
          std::max(first, items_.per_value() / 1000) * std::max(second, items_.per_value() / 1000);
      if (score > most) {
        most = score;
        sides = std::move(pair);
      }
      if (sides.first.bound == never || sides.second.bound == never) break;  // no need to branch at all
    }
    return true;
  }

  bool branch(CoreNode node, int steps) {
    for (;;) {
      if (++nodes_ > most_nodes) return false;
      if (nodes_ % 16 == 1 && seconds_left_ && seconds_left_() <= 0) return false;
      if (!descend(node, steps) || !narrow(node) || known_ >= most_) return true;
      std::pair<CoreNode, CoreNode> sides;
      if (!pick(node, sides)) {
        // All is decided: this is a plan, or there is none.
        if (pricing_.look_at(node) && pricing_.evaluate(node.price) >= target()) take_if_plan(node);
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
      if (known_ >= most_) return true;
      node = std::move(other);
    }
  }

  const CoreItems& items_;
  CorePricing pricing_;
  CoreBalance balance_;
  CoreChoice choice_;
  const std::function<double()>& seconds_left_;
  const std::int64_t most_;
  std::int64_t known_ = 0;
  std::vector<Index> best_;
  std::size_t nodes_ = 0;

  // Of the node that prices step on.
  std::vector<Units> tried_;
  std::vector<char> seen_;
};

}  // namespace

TreeAnswer search_core_tree(const Network& network, const TreeProgram& program, const Core& core,
                            const SetPrices& prices, const TreeBounds& bounds,
                            const std::function<double()>& seconds_left) {
  CoreItems items(network, program, core);
  TreeAnswer answer;
  answer.proven = !items.possible();
  if (answer.proven || !items.choose_unit(prices)) return answer;
  CoreTree tree(items, bounds, seconds_left);
  answer.proven = tree.search(prices);
  answer.arc_of = tree.plan();
  return answer;
}

}  // namespace jalon::allocation
