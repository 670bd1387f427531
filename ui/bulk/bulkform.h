// What is to be done to all of them: the kind of change, and the few fields of that kind.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QWidget>

#include "operations/bulk/bulkvalues.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class BulkForm : public QWidget {
  Q_OBJECT
 public:
  /// The kinds that objects of this list can be changed by.
  BulkForm(const PaneContext& context, const QByteArray& list, QWidget* parent = nullptr);
  /// As far as it was filled in; checkOrder says what is missing.
  [[nodiscard]] operations::AdminOrder order() const;
  void setKind(operations::OrderKind kind);
  /// Chooses the price with this product id, if there is one.
  void setProduct(const QString& product);

 Q_SIGNALS:
  void changed();
  void reasonChanged();

 private:
  void addKinds(const QByteArray& list);
  void addFields();
  void addPrices();
  void addCharges();
  QWidget* addField(const QString& name, const QString& caption, QWidget* field);
  void showFields();
  [[nodiscard]] operations::OrderKind kind() const;

  const PaneContext& context_;
  QFormLayout* form_;
  QComboBox* kind_;
  QComboBox* price_;
  QComboBox* charge_;
  QComboBox* plan_;
  QCheckBox* atPeriodEnd_;
  QDateTimeEdit* date_;
  QLineEdit* credits_;
  QLineEdit* code_;
  QLineEdit* reason_;
};

/// "Change plan", "Cancel at the period's end", ...
[[nodiscard]] QString bulkKindText(operations::OrderKind kind);

}  // namespace billing::ui
