#include "app/billingctl/whoacts.h"

#include <QRandomGenerator>
#include <future>

namespace billing::ctl {
namespace {

Result<operations::Actor> takeHandFor(store::Database& database, const workspace::Profile& profile,
                                      const std::string& unlock, decltype(operations::HandRequest::deed) deed) {
  operations::HandRequest request;
  request.deed = deed;
  request.live = profile.live();
  request.unlockReason = QString::fromStdString(unlock);
  request.workspace = QString::fromStdString(profile.id);
  return operations::takeHand(database, request, SystemClock());
}

}  // namespace

Result<operations::Actor> whoActs(store::Database& database) {
  return database
      .read<operations::Actor>([](QSqlDatabase& connection) {
        return operations::whoIs(connection, operations::loginName(), QStringLiteral("billingctl"));
      })
      .result();
}

Result<operations::Actor> whoWrites(store::Database& database, const workspace::Profile& profile,
                                    const std::string& unlock, operations::OrderKind kind) {
  return takeHandFor(database, profile, unlock, kind);
}

Result<operations::Actor> whoSaysSo(store::Database& database, const workspace::Profile& profile,
                                    const std::string& unlock) {
  return takeHandFor(database, profile, unlock, operations::OrderWord{});
}

Result<void> written(store::Database& database, const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  database.write(work, [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

std::string newOperation() {
  constexpr int kLetters = 24;
  std::string id = "op_";
  for (int i = 0; i < kLetters; ++i) id += static_cast<char>('a' + QRandomGenerator::system()->bounded(26));
  return id;
}

}  // namespace billing::ctl
