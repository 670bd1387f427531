// Pages of a few fields, one under the other; and the page that has none, only a sentence.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include "ui/admin/orderpage.h"

namespace billing::ui {

class FormPage : public OrderPage {
  Q_OBJECT
 public:
  /// Begins with the sentence of the kind.
  FormPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  [[nodiscard]] QString fill(operations::AdminOrder&) const override { return {}; }
  [[nodiscard]] QWidget* firstFocus() override { return first_ != nullptr ? first_ : this; }

 protected:
  /// `caption` with a mnemonic; its words are the field's name for readers. Its edits are changes of the page.
  QLineEdit* addLine(const QString& name, const QString& caption, const QString& hint);
  QComboBox* addCombo(const QString& name, const QString& caption);
  QSpinBox* addNumber(const QString& name, const QString& caption, int most);
  QDateEdit* addDate(const QString& name, const QString& caption, Instant start);
  QCheckBox* addCheck(const QString& name, const QString& text);
  /// A quiet line below what came before.
  QLabel* addNote(const QString& text);
  void addWidget(QWidget* widget);
  /// The day chosen, at the wall time of `like` in the workspace's zone.
  [[nodiscard]] Instant instantOf(const QDateEdit& date, Instant like) const;

 private:
  void addRow(const QString& name, const QString& caption, QWidget* field);
  QVBoxLayout* column_;
  QFormLayout* form_;
  QWidget* first_ = nullptr;
};

/// On which day: cancel, the new end of a trial, the next charge.
class DatePage : public FormPage {
  Q_OBJECT
 public:
  DatePage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;

 private:
  Instant like_;
  QDateEdit* date_;
};

class DiscountPage : public FormPage {
  Q_OBJECT
 public:
  DiscountPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;

 private:
  QLineEdit* code_;
};

}  // namespace billing::ui
