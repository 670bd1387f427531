// Plans by interval with their prices, one of which is chosen; the present one is marked.
#pragma once

#include <QButtonGroup>
#include <QGridLayout>
#include <QWidget>

#include "ui/presenters/pricechoices.h"

namespace billing::ui {

class PlanMatrixChoice : public QWidget {
  Q_OBJECT
 public:
  explicit PlanMatrixChoice(QWidget* parent = nullptr);
  /// What was chosen stays chosen.
  void show(const PriceMatrix& matrix);
  /// nullptr: nothing.
  [[nodiscard]] const PriceChoice* chosen() const;
  [[nodiscard]] QWidget* firstButton() const;

 Q_SIGNALS:
  void changed();

 private:
  void addHead();
  void addChoice(int number);
  PriceMatrix matrix_;
  QGridLayout* grid_;
  QButtonGroup* group_;
};

}  // namespace billing::ui
