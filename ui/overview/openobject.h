// Shows the object that a row of finance is about, in the pane that has it.
#pragma once

#include <QString>

#include "ui/navigator.h"

namespace billing::ui {

struct ObjectPlace {
  QString entity;  ///< subscription, customer, invoice, payment, refund, account
  qint64 row = 0;  ///< 0: not known; then it is looked for by its id
  QString externalId, customerExternalId;
};

/// Payments and refunds have no pane of their own: their customer has them.
void openObject(Navigator& navigator, const ObjectPlace& place);

}  // namespace billing::ui
