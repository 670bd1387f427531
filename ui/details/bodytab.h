// The bytes of a delivery as tree, as text and as hexadecimal. Only the view that is looked at is filled.
#pragma once

#include <QButtonGroup>
#include <QLabel>
#include <QStackedWidget>
#include <QWidget>

#include "models/hexmodel.h"
#include "models/jsontreemodel.h"

class QTableView;
class QTreeView;

namespace billing::ui {

class JsonEdit;

class BodyTab : public QWidget {
  Q_OBJECT
 public:
  explicit BodyTab(QWidget* parent = nullptr);
  void setBody(const QByteArray& body);
  enum View { Tree, Text, Hex };
  void showView(View view);

 private:
  void addViewButton(QLayout* row, const QString& text, View view);
  void fill();
  void showNote();
  QByteArray body_;
  bool filled_[3] = {false, false, false};
  QButtonGroup buttons_;
  QStackedWidget* views_;
  QTreeView* tree_;
  JsonEdit* text_;
  QTableView* hex_;
  QLabel* note_;
  models::JsonTreeModel treeModel_;
  models::HexModel hexModel_;
};

}  // namespace billing::ui
