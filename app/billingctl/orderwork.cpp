#include "app/billingctl/orderwork.h"

#include <unistd.h>
#include <cstdio>
#include <iostream>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/ordertelling.h"
#include "app/billingctl/outboxtelling.h"
#include "app/billingctl/providerplace.h"
#include "app/billingctl/whoacts.h"
#include "operations/admin/opencall.h"

namespace billing::ctl {
namespace {

using operations::AdminOrder;
using operations::OrderPreview;
using store::OutboxRow;
using store::OutboxState;

int failOrder(const Error& error, int code) {
  std::fprintf(stderr, "billingctl order: %s\n", describe(error).c_str());
  return code;
}

int failOrder(const Error& error) {
  using enum ErrorKind;
  if (error.kind == Unavailable || error.kind == Timeout) return failOrder(error, NetworkFailure);
  const bool store = error.kind == Full || error.kind == ReadOnly || error.kind == Corrupt ||
                     error.kind == NewerSchema || error.kind == Busy;
  return failOrder(error, store ? exitCodeOfStore(error) : Negative);
}

/// One order with its workspace, its provider and its database.
class OrderRun {
 public:
  explicit OrderRun(const OrderOptions& options) : options_(options) {}

  int run() {
    if (const auto code = open()) return *code;
    const auto order = orderOf(options_, place_.profile, place_.provider.get());
    if (!order) return failOrder(order.error());
    order_ = *order;
    return prepare();
  }

 private:
  std::optional<int> open() {
    // What is changed in our own database alone needs nobody else.
    const auto refusal = openPlace(options_.where, options_.provider, place_, !isLocal(options_.order.kind));
    return refusal ? std::optional(failOrder(refusal->error, refusal->code)) : std::nullopt;
  }

  int prepare() {
    const auto preview = place_.previewer().preview(order_, interruption());
    if (!preview) return failOrder(preview.error());
    preview_ = *preview;
    if (!options_.json) tellPreview(order_, preview_, place_.profile);
    if (options_.dryRun || preview_.refusal) {
      if (options_.json) tellOrderJson(order_, preview_, nullptr);
      return preview_.refusal ? Negative : Ok;
    }
    if (const auto complete = checkOrder(order_, place_.clock.now()); !complete) return failOrder(complete.error());
    return confirmed() ? submit() : Negative;
  }

  bool ask(const std::string& question, const std::string& wanted) const {
    if (isatty(STDIN_FILENO) == 0) {
      std::fprintf(stderr, "billingctl order: Nothing was changed: nobody is here to confirm it. Say --yes%s\n",
                   preview_.toType.isEmpty() ? "" : " and --confirm TEXT");
      return false;
    }
    std::fprintf(stderr, "%s ", question.c_str());
    std::string answer;
    std::getline(std::cin, answer);
    if (answer == wanted) return true;
    std::fprintf(stderr, "billingctl order: Nothing was changed\n");
    return false;
  }

  // In live mode one types whom it is about, by --confirm or when asked.
  [[nodiscard]] bool confirmed() const {
    const std::string toType = preview_.toType.toStdString();
    if (!toType.empty() && options_.confirm != toType) {
      if (options_.confirm.empty()) return ask("Type \"" + toType + "\" to confirm:", toType);
      std::fprintf(stderr, "billingctl order: Nothing was changed: --confirm says \"%s\", but it is about \"%s\"\n",
                   options_.confirm.c_str(), toType.c_str());
      return false;
    }
    return options_.yes || !toType.empty() || ask("Do it? Type yes:", "yes");
  }

  int submit() {
    const auto who = whoWrites(*place_.database, place_.profile, options_.unlock, order_.kind);
    if (!who) return failOrder(who.error());
    operations::Submission submission{order_, preview_, *who, std::nullopt};
    submission.approvalMs = place_.profile.admin.approvalHours * 3'600'000LL;
    Result<OutboxRow> row = OutboxRow{};
    const auto written = operations::outbox::writeAndWait(*place_.database, [&](store::WriteContext& context) {
      row = operations::submitOrder(context, place_.rules(), submission, place_.clock.now());
      return row ? Result<void>() : Result<void>(failure(row.error()));
    });
    if (!written) return failOrder(written.error());
    return options_.wait ? workUntilSettled(*row) : told(*row);
  }

  int told(const OutboxRow& row) const {
    if (options_.json)
      tellOrderJson(order_, preview_, &row);
    else
      tellCall(row, false);
    if (row.state == OutboxState::Done) return Ok;
    if (row.state == OutboxState::Unconfirmed || row.state == OutboxState::Sending) return kUnconfirmedExit;
    return isOpen(row.state) ? Ok : Negative;
  }

  // It is on its way or may be: said with its name, so that nobody orders it a second time.
  int failAfterSubmit(const OutboxRow& row, const Error& error) {
    failOrder(error);
    std::fprintf(stderr, "billingctl order: %s was accepted; `billingctl outbox show` tells what becomes of it\n",
                 row.operation.toStdString().c_str());
    return kUnconfirmedExit;
  }

  // The outbox is worked through as `outbox run` does it.
  int workUntilSettled(const OutboxRow& row) {
    operations::OutboxWorker worker(place_.workerParts());
    const auto now = seeThrough(place_, worker, row, {place_.clock.now().ms + options_.waitSeconds * 1000LL});
    if (!now) return failAfterSubmit(row, now.error());
    const int code = told(*now);
    return interruption().cancelled() ? Interrupted : code;
  }

  const OrderOptions& options_;
  ProviderPlace place_;
  AdminOrder order_;
  OrderPreview preview_;
};

}  // namespace

int runOrder(const OrderOptions& options) {
  return OrderRun(options).run();
}

}  // namespace billing::ctl
