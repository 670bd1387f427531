// Parts of a whole as bars with name, count and share written beside them; each opens its rows.
#pragma once

#include <QVBoxLayout>
#include <QVector>
#include <QWidget>

#include "store/listrows.h"

class QAbstractButton;

namespace billing::ui {

class MixBars : public QWidget {
  Q_OBJECT
 public:
  explicit MixBars(QWidget* parent = nullptr);
  /// Largest first; what is beyond eight is one "others" without rows of its own.
  void setParts(const QVector<store::NamedCount>& parts);

 Q_SIGNALS:
  void opened(const QString& name);

 private:
  QVBoxLayout* column_;
  QVector<QAbstractButton*> rows_;
};

}  // namespace billing::ui
