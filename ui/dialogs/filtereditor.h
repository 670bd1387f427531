// A small popup that makes or changes one filter: how to compare, and with what. Values come from the data itself.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include "operations/queries.h"
#include "ui/presenters/filterwords.h"

namespace billing::ui {

class FilterEditor : public QFrame {
  Q_OBJECT
 public:
  /// `list` is the list's name for Queries::distinctValues. `present` may carry what the chip says now.
  FilterEditor(operations::Queries& queries, QByteArray list, FilterField field, store::FieldFilter present,
               qint64 nowMs, QWidget* parent);
  ~FilterEditor() override;

  void openAt(QWidget* anchor);

 Q_SIGNALS:
  /// One filter, or two that bound a span of time. Empty: none.
  void accepted(const QVector<billing::store::FieldFilter>& filters);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void buildChoices();
  void buildInput();
  void showValues(const Result<QStringList>& values);
  [[nodiscard]] QVector<store::FieldFilter> filters() const;
  [[nodiscard]] QVector<store::FieldFilter> choiceFilters() const;
  void apply();

  operations::Queries& queries_;
  QByteArray list_;
  FilterField field_;
  store::FieldFilter present_;
  qint64 nowMs_;
  CancelToken cancel_;
  QComboBox* op_ = nullptr;
  QListWidget* choices_ = nullptr;
  QLineEdit* input_ = nullptr;
  QPushButton* apply_ = nullptr;
};

}  // namespace billing::ui
