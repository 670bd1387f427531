// The event types of a provider in groups, found by typing a part of the name.
#pragma once

#include <QLineEdit>
#include <QTreeWidget>
#include <QWidget>

#include "domain/provider.h"

namespace billing::ui {

class EventTypePicker : public QWidget {
  Q_OBJECT
 public:
  explicit EventTypePicker(QWidget* parent = nullptr);
  void setProvider(Provider provider);
  [[nodiscard]] QString current() const;
  /// False when the provider has no such type.
  bool choose(const QString& type);
  void focusSearch();

 Q_SIGNALS:
  void chosen(const QString& type);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void filter(const QString& text);
  QLineEdit* search_;
  QTreeWidget* tree_;
};

}  // namespace billing::ui
