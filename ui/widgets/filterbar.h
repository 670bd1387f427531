// Search field, one chip for each filter, and the button that adds one. Changes come out as a list query without its
// order.
#pragma once

#include <QLineEdit>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "operations/queries.h"
#include "support/instant.h"
#include "ui/presenters/filterwords.h"

namespace billing::ui {

class FlowLayout;

class FilterBar : public QWidget {
  Q_OBJECT
 public:
  FilterBar(operations::Queries& queries, const Clock& clock, QByteArray list, FilterFields fields,
            const QString& searchHint, QWidget* parent = nullptr);

  [[nodiscard]] QString text() const { return search_->text().trimmed(); }
  [[nodiscard]] const QVector<store::FieldFilter>& filters() const { return filters_; }
  /// Shows a query without announcing it.
  void show(const QString& text, const QVector<store::FieldFilter>& filters);
  void addFilters(const QVector<store::FieldFilter>& filters);
  void clear();
  [[nodiscard]] bool isEmpty() const { return filters_.isEmpty() && text().isEmpty(); }
  void focusSearch();
  void openFilterMenu();

 Q_SIGNALS:
  void changed();  ///< words (after a pause in typing) or chips

 private:
  void rebuildChips();
  void edit(const FilterField& field, int replacing, QWidget* anchor);
  void take(int replacing, const QVector<store::FieldFilter>& filters);

  operations::Queries& queries_;
  const Clock& clock_;
  QByteArray list_;
  FilterFields fields_;
  QVector<store::FieldFilter> filters_;
  QLineEdit* search_;
  QToolButton* add_;
  QToolButton* clear_;
  FlowLayout* flow_;
  QVector<QWidget*> chips_;
  QTimer pause_;
};

}  // namespace billing::ui
