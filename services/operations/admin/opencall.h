// A call as the worker holds it, what it hears about it, and how that is written down.
#pragma once

#include <QJsonObject>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "operations/admin/outbox.h"
#include "store/audit/auditlog.h"

namespace billing::operations::outbox {

using Parts = OutboxWorker::Parts;

/// A row with its texts read.
struct OpenCall {
  store::OutboxRow row;
  AdminOrder order;
  OrderPreview preview;
};
[[nodiscard]] Result<OpenCall> openCall(store::OutboxRow row);
/// A call that needs a second person has that person's word. Forbidden "not_approved": looked at again before it
/// leaves, so that no way around the dialog is a way around the second person.
[[nodiscard]] Result<void> agreedTo(const store::OutboxRow& row);

/// One object of the provider, ready to be merged into what we hold.
struct Reading {
  std::string entity, id;
  BillingEvent facts;
  std::vector<providers::UnknownValue> unknown;
};
template <class State>
[[nodiscard]] Reading readingOf(const char* entity, const providers::Provided<State>& given) {
  if constexpr (requires { given.state.externalId; })
    return {entity, given.state.externalId, given.facts, given.unknown};
  else
    return {entity, given.state.priceId, given.facts, given.unknown};
}

/// What an answer of the provider told, be it to the call itself or to a question about it.
struct Heard {
  std::vector<Reading> readings;
  QJsonObject result;  ///< result_json
  std::string requestId;
  std::optional<std::int64_t> actualMinor;
  bool shows = true;             ///< the order can be seen in it
  bool underWay = false;         ///< not yet, but a charge of it is: that nothing shows proves nothing
  std::optional<Error> refusal;  ///< it was answered, and the answer is no
};

/// subscription, payment, account, customer, plan: what the order is about.
[[nodiscard]] const char* entityOf(OrderKind kind);

/// The entry of a stage, in the name of the person who asked.
[[nodiscard]] store::AuditEntry auditOf(const store::OutboxRow& row, const char* stage);
/// The same for somebody else's deed.
[[nodiscard]] store::AuditEntry auditOf(const store::OutboxRow& row, const char* stage, const Actor& actor);
[[nodiscard]] QByteArray jsonText(const QJsonObject& object);

/// A write, waited for.
[[nodiscard]] Result<void> writeAndWait(store::Database& database, const store::Database::Work& work);
template <class T>
[[nodiscard]] Result<T> readAndWait(store::Database& database, std::function<Result<T>(QSqlDatabase&)> work) {
  return database.read<T>(std::move(work)).result();
}

/// Within a write: the call that this one makes good is told so in the log, once this one is done.
[[nodiscard]] Result<void> noteCompensated(store::WriteContext& context, const store::OutboxRow& row, Instant now);

void tell(const Parts& parts, const store::OutboxRow& row, OutboxStage stage);
void setError(store::OutboxRow& row, const Error& error);
/// After so many answers that showed nothing.
[[nodiscard]] std::int64_t askAgainMs(const Parts& parts, int asked);

}  // namespace billing::operations::outbox
