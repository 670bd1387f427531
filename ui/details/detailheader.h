// The head of a detail: what it is, in which state, its id to copy, and the buttons for what can be done with it.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "operations/admin/permissions.h"
#include "ui/widgets/factlabel.h"

namespace billing::ui {

class FlowLayout;
struct ConsoleServices;

class DetailHeader : public QWidget {
  Q_OBJECT
 public:
  explicit DetailHeader(QWidget* parent = nullptr);
  void show(const QString& title, const QString& status, const QString& id, const QString& note);
  QPushButton* addButton(const QString& name, const QString& text, const QString& icon, const QString& tip);
  /// The same for what changes something by hand: disabled while the role or the lock forbids it.
  QPushButton* addGuarded(const QString& name, const QString& text, const QString& icon, const QString& tip,
                          const ConsoleServices& services, operations::Deed deed);
  [[nodiscard]] QString title() const { return title_->text(); }

 private:
  QLabel* title_;
  FactLabel* status_;
  FactLabel* id_;
  QLabel* note_;
  FlowLayout* buttons_;
  QWidget* buttonRow_;
};

}  // namespace billing::ui
