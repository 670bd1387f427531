// A window with a desk that answers at once, and the ways to its order dialogs.
#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include "support/fakeadmindesk.h"
#include "support/windowfixture.h"
#include "ui/admin/callline.h"
#include "ui/admin/orderdialog.h"

namespace billing::test {

class OrderFixture {
 protected:
  void open(bool live = false);
  void close();
  [[nodiscard]] ui::OrderDialog* order(operations::OrderKind kind);
  /// The dialog with the other plan chosen, previewed.
  ui::OrderDialog* changing();
  /// A call that waits in sight.
  QString submitted();
  template <class T>
  [[nodiscard]] static T* part(const QWidget* within, const char* name) {
    return within->findChild<T*>(QLatin1String(name));
  }
  [[nodiscard]] static QPushButton* deed(const QWidget* dialog) { return part<QPushButton>(dialog, "orderDeed"); }
  static void press(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }
  [[nodiscard]] ui::CallLine* line() { return fixture_->window->findChild<ui::CallLine*>(); }

  std::unique_ptr<FakeAdminDesk> desk_;
  std::unique_ptr<WindowFixture> fixture_;
};

/// What the dialogs and the strip look like, in light, dark and small. Exit code.
int runOrderFaces(int argc, char** argv);

}  // namespace billing::test
