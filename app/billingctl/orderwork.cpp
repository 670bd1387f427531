#include "app/billingctl/orderwork.h"

#include <unistd.h>
#include <QThread>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/ordertelling.h"
#include "app/billingctl/outboxtelling.h"
#include "operations/admin/handguard.h"
#include "operations/admin/opencall.h"
#include "operations/admin/people.h"
#include "operations/admin/previewer.h"
#include "store/repositories/outboxrepository.h"

namespace billing::ctl {
namespace {

using operations::AdminOrder;
using operations::OrderPreview;
using store::OutboxRow;
using store::OutboxState;

// Made before the handler is, so that the handler only stores a flag.
const CancelToken& orderInterruption() {
  static const CancelToken token;
  return token;
}
void onOrderInterrupt(int) {
  orderInterruption().cancel();
}

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
    const auto order = orderOf(options_, profile_, provider_.get());
    if (!order) return failOrder(order.error());
    order_ = *order;
    return prepare();
  }

 private:
  [[nodiscard]] operations::RulesContext rules() const { return {profile_.rules, profile_.provider, profile_.live()}; }

  std::optional<int> open() {
    auto profile = readWorkspace(options_.where.workspace);
    if (!profile) return failOrder(profile.error(), Unreadable);
    profile_ = std::move(*profile);
    client_ = http::makeNetworkClient();
    auto provider = providerOf(profile_, options_.provider, *client_, clock_);
    // What is changed in our own database alone needs nobody else.
    if (provider)
      provider_ = std::move(*provider);
    else if (!isLocal(options_.order.kind))
      return failOrder(provider.error(), provider.error().code == "no_key" ? Unreadable : Negative);
    auto database = openDatabase(options_.where.database, false);
    if (!database) return failOrder(database.error(), StoreFailure);
    database_ = std::move(*database);
    static_cast<void>(orderInterruption());
    std::signal(SIGINT, onOrderInterrupt);
    std::signal(SIGTERM, onOrderInterrupt);
    return std::nullopt;
  }

  int prepare() {
    const operations::Previewer previewer({*database_, rules(), clock_, [this] { return provider_; }, profile_.admin});
    const auto preview = previewer.preview(order_, orderInterruption());
    if (!preview) return failOrder(preview.error());
    preview_ = *preview;
    if (!options_.json) tellPreview(order_, preview_, profile_);
    if (options_.dryRun || preview_.refusal) {
      if (options_.json) tellOrderJson(order_, preview_, nullptr);
      return preview_.refusal ? Negative : Ok;
    }
    if (const auto complete = checkOrder(order_, clock_.now()); !complete) return failOrder(complete.error());
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

  Result<operations::Actor> actor() {
    auto who = operations::outbox::readAndWait<operations::Actor>(*database_, [](QSqlDatabase& connection) {
      return operations::whoIs(connection, operations::loginName(), QStringLiteral("billingctl"));
    });
    if (!who) return who;
    operations::HandGuard guard(profile_.live(), clock_);
    guard.setActor(*who);
    if (profile_.live() && !options_.unlock.empty()) {
      const QString reason = QString::fromStdString(options_.unlock);
      if (auto may = guard.mayUnlock(reason); !may) return failure(may.error());
      if (auto noted = noteUnlocked(*who, reason); !noted) return failure(noted.error());
      if (auto opened = guard.unlock(reason); !opened) return failure(opened.error());
    }
    return guard.mayOrder(order_.kind);
  }

  // The record comes first: what is not written down is not opened.
  Result<void> noteUnlocked(const operations::Actor& who, const QString& reason) {
    store::AuditEntry entry;
    entry.actor = who.name;
    entry.role = QString::fromUtf8(toString(who.role).data());
    entry.origin = who.origin;
    entry.live = true;
    entry.action = QStringLiteral("live.unlocked");
    entry.entity = QStringLiteral("workspace");
    entry.externalId = QString::fromStdString(profile_.id);
    entry.reason = reason;
    return operations::outbox::writeAndWait(*database_, [&](store::WriteContext& context) {
      return store::appendAudit(context, entry, clock_.now()).map([](std::int64_t) {});
    });
  }

  int submit() {
    const auto who = actor();
    if (!who) return failOrder(who.error());
    operations::Submission submission{order_, preview_, *who, std::nullopt};
    submission.approvalMs = profile_.admin.approvalHours * 3'600'000LL;
    Result<OutboxRow> row = OutboxRow{};
    const auto written = operations::outbox::writeAndWait(*database_, [&](store::WriteContext& context) {
      row = operations::submitOrder(context, rules(), submission, clock_.now());
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

  Result<OutboxRow> callNow(const QString& operation) {
    const auto row = operations::outbox::readAndWait<std::optional<OutboxRow>>(
        *database_, [&](QSqlDatabase& connection) { return store::OutboxRepository::find(connection, operation); });
    if (!row) return failure(row.error());
    return row->value_or(OutboxRow{});
  }

  // It is on its way or may be: said with its name, so that nobody orders it a second time.
  int failAfterSubmit(const OutboxRow& row, const Error& error) {
    failOrder(error);
    std::fprintf(stderr, "billingctl order: %s was accepted; `billingctl outbox show` tells what becomes of it\n",
                 row.operation.toStdString().c_str());
    return kUnconfirmedExit;
  }

  // The outbox is worked through as `outbox run` does it, until nothing more can become of this one.
  int workUntilSettled(OutboxRow row) {
    const Instant end{clock_.now().ms + options_.waitSeconds * 1000LL};
    operations::OutboxWorker::Parts parts{*database_, rules(), clock_, [this] { return provider_; }, {}};
    parts.measureSkew = true;
    operations::OutboxWorker worker(std::move(parts));
    if (auto recovered = worker.recover(); !recovered) return failAfterSubmit(row, recovered.error());
    while (isOpen(row.state) && row.state != OutboxState::AwaitingApproval && !orderInterruption().cancelled()) {
      const auto step = worker.step(orderInterruption());
      if (!step) return failAfterSubmit(row, step.error());
      const auto now = callNow(row.operation);
      if (!now) return failAfterSubmit(row, now.error());
      row = *now;
      if (!isOpen(row.state) || !step->next || *step->next > end || clock_.now() > end) break;
      pauseUntil(*step->next);
    }
    const int code = told(row);
    return orderInterruption().cancelled() ? Interrupted : code;
  }

  // What is due next is known to the millisecond; only an interruption has to be looked out for meanwhile.
  void pauseUntil(Instant then) const {
    constexpr std::int64_t kLookMs = 50;
    while (clock_.now() < then && !orderInterruption().cancelled())
      QThread::msleep(static_cast<unsigned long>(std::clamp<std::int64_t>(then.ms - clock_.now().ms, 1, kLookMs)));
  }

  const OrderOptions& options_;
  SystemClock clock_;
  workspace::Profile profile_;
  std::unique_ptr<http::Client> client_;
  std::shared_ptr<providers::BillingProvider> provider_;
  std::unique_ptr<store::Database> database_;
  AdminOrder order_;
  OrderPreview preview_;
};

}  // namespace

int runOrder(const OrderOptions& options) {
  return OrderRun(options).run();
}

}  // namespace billing::ctl
