// Steps of a guided check, one below the other: an icon and a word for how each went, its title, what was found.
#pragma once

#include <QVBoxLayout>
#include <QVector>
#include <QWidget>

#include "operations/deskvalues.h"

namespace billing::ui {

class StepList : public QWidget {
  Q_OBJECT
 public:
  explicit StepList(QWidget* parent = nullptr);
  void setSteps(const QVector<operations::DiagnosisStep>& steps);

  [[nodiscard]] static QString word(operations::StepState state);  ///< "passed", "failed", "skipped"

 private:
  QWidget* makeRow(const operations::DiagnosisStep& step);
  QVBoxLayout* column_;
  QVector<QWidget*> rows_;
};

}  // namespace billing::ui
