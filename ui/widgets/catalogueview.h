// The catalogue as a table to read: one row a plan, one column an interval, in each cell price, saving, subscribers and
// the product ids of both modes; problems stand where they are.
#pragma once

#include <QTableWidget>

#include "ui/presenters/plancatalogue.h"

namespace billing::ui {

class CatalogueView : public QTableWidget {
  Q_OBJECT
 public:
  explicit CatalogueView(QWidget* parent = nullptr);
  /// `live`: which mode's id Ctrl+C copies.
  void setCatalogue(const Catalogue& catalogue, bool live, const QLocale& locale);
  /// As high as it needs to be to show everything; less where there is no room.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  /// Copies the id of the current cell; gives what was copied, empty when the cell has none.
  QString copyId();

 Q_SIGNALS:
  void subscribersWanted(const QString& plan, const QString& productId);
  void copied(const QString& what);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void addPlan(int row, const CataloguePlan& plan, const Catalogue& catalogue, const QLocale& locale);
  void openMenu(const QPoint& at);
  void put(const QString& id, const QString& what);
  void sizeAll();
  bool live_ = false;
};

}  // namespace billing::ui
