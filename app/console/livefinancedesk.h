// Revenue in the open workspace, as the window's thread sees it: answers over its database, choices by whoever sits
// here.
#pragma once

#include "app/console/liveadmindesk.h"
#include "operations/finance/sqlfinancedesk.h"

namespace billing::console {

class LiveFinanceDesk final : public operations::SqlFinanceDesk {
  Q_OBJECT
 public:
  /// All of these outlive the desk.
  LiveFinanceDesk(const workspace::Profile& profile, store::Database& database, const Clock& clock,
                  LiveAdminDesk& admin);

  /// Whoever sits here chooses, whatever `hand` says.
  QFuture<Result<void>> choose(QString term, QString choice, QString reason, operations::Hand hand) override;

 private:
  LiveAdminDesk& admin_;
  const bool live_;
};

}  // namespace billing::console
