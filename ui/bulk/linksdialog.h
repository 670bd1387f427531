// Checkout links: a session for one buyer, a static link for a page or a mail, and a look at a link before it is sent.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

#include "operations/bulkdesk.h"
#include "operations/links/linkfinding.h"
#include "ui/panes/panecontext.h"

class QFormLayout;

namespace billing::ui {

class ErrorBanner;
class FindingList;
class LinkResult;

/// Where it starts: a customer, perhaps.
struct LinkSeed {
  QString customer;  ///< the provider's id
  QString email, name, account;
  bool portal = false;  ///< begins with that kind
};

class LinksDialog : public QDialog {
  Q_OBJECT
 public:
  LinksDialog(const PaneContext& context, const LinkSeed& seed, QWidget* parent);
  ~LinksDialog() override { cancel_.cancel(); }
  [[nodiscard]] bool isAsking() const { return asking_; }

 Q_SIGNALS:
  void made();

 private:
  void build();
  QWidget* buildMaker();
  QWidget* buildChecker();
  QWidget* buildDeeds();
  void addProducts();
  void addMore(QFormLayout& form);
  void fillSeed();
  void showKind();
  void judge();
  [[nodiscard]] operations::AdminOrder order() const;
  [[nodiscard]] operations::RulesContext rules() const;
  [[nodiscard]] bool isStatic() const { return kind_->currentIndex() == 1; }
  [[nodiscard]] bool isPortal() const { return kind_->currentIndex() == 2; }
  void make();
  void buildStatic();
  void check();

  const PaneContext& context_;
  LinkSeed seed_;
  bool asking_ = false;
  CancelToken cancel_;
  QFormLayout* form_ = nullptr;
  QComboBox* kind_;
  QComboBox* product_;
  QSpinBox* quantity_;
  QLineEdit *customer_, *email_, *name_, *returnUrl_, *cancelUrl_;
  QPlainTextEdit* metadata_;
  QCheckBox* codes_;
  QSpinBox* trial_;
  QPushButton* make_;
  ErrorBanner* banner_;
  FindingList* findings_;
  LinkResult* result_;
  QLineEdit* link_;
  FindingList* checked_;
};

}  // namespace billing::ui
