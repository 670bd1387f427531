// Captions and values in two columns. Its labels are kept and reworded, so that walking through rows costs nothing.
#pragma once

#include <QGridLayout>
#include <QVector>
#include <QWidget>
#include <functional>

#include "ui/widgets/factlabel.h"

namespace billing::ui {

struct FactItem {
  QString caption;
  QString text;  ///< an empty text leaves the fact out
  FactStyle style = FactStyle::Plain;
  QString hover;
  std::function<void()> follow;  ///< links
};

class FactsCard : public QWidget {
  Q_OBJECT
 public:
  explicit FactsCard(QWidget* parent = nullptr);
  void setFacts(const QVector<FactItem>& facts);

 private:
  struct Row {
    QLabel* caption;
    FactLabel* value;
    std::function<void()> follow;
  };
  void addRow();
  QGridLayout* grid_;
  QVector<Row> rows_;
};

}  // namespace billing::ui
