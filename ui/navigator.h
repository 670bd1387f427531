// How panes, details and dialogs ask for one another without knowing one another. The main window answers.
#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>

#include "store/listrows.h"
#include "support/result.h"
#include "webhooks/composer.h"

namespace billing::ui {

enum class PaneId { Overview, Customers, Subscriptions, Plans, Usage, Invoices, Webhooks, Jobs, Checks, Audit };
constexpr int kPaneCount = 10;

/// What the fire dialog starts from: real values of a row, and a type if one is meant already.
struct FireSeed {
  QString type;
  webhooks::ComposeValues values;
  QString about;    ///< "Ada GmbH, sub_01H…"
  QByteArray body;  ///< not empty: this very body (replay)
  QByteArray eventId;
  QString route;  ///< path; empty: the first of the profile
};

struct OrderSeed;

class Navigator : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

 Q_SIGNALS:
  /// Shows a pane with exactly the rows that a number stands for.
  void listWanted(billing::ui::PaneId pane, const billing::store::ListQuery& query);
  /// Shows one row, whatever the filter was.
  void rowWanted(billing::ui::PaneId pane, qint64 row);
  void fireWanted(const billing::ui::FireSeed& seed);
  /// Shows the customer that an account belongs to; says so where it has none.
  void accountWanted(const QString& key);
  void secretsWanted();
  /// A change by hand: opens its dialog.
  void orderWanted(const billing::ui::OrderSeed& seed);
  /// What needs a person in a pane, at its name in the side bar; `meaning` tells readers what is counted.
  void badgeWanted(billing::ui::PaneId pane, int count, const QString& meaning);
  void errorHappened(const billing::Error& error);
  /// A few quiet words in the status bar.
  void noticed(const QString& text);
};

}  // namespace billing::ui

Q_DECLARE_METATYPE(billing::ui::FireSeed)
