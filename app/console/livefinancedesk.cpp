#include "app/console/livefinancedesk.h"

#include "operations/audited.h"

namespace billing::console {

LiveFinanceDesk::LiveFinanceDesk(const workspace::Profile& profile, store::Database& database, const Clock& clock,
                                 LiveAdminDesk& admin)
    : SqlFinanceDesk(database, operations::financeSettingsOf(profile), clock), admin_(admin), live_(profile.live()) {}

QFuture<Result<void>> LiveFinanceDesk::choose(QString term, QString choice, QString reason, operations::Hand hand) {
  hand = operations::handOf(admin_.guard().actor(), live_);
  return SqlFinanceDesk::choose(std::move(term), std::move(choice), std::move(reason), std::move(hand));
}

}  // namespace billing::console
