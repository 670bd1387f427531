// A link that was made: to read, copy, scan and open; and what is to be known of a link, each finding with its fix.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include "operations/links/linkfinding.h"

namespace billing::ui {

class QrView;

class LinkResult : public QWidget {
  Q_OBJECT
 public:
  explicit LinkResult(QWidget* parent = nullptr);
  /// An empty address hides it.
  void showLink(const QString& url);
  [[nodiscard]] QString url() const { return url_->text(); }

 private:
  void copyLink();
  QLineEdit* url_;
  QPushButton* copy_;
  QPushButton* open_;
  QrView* qr_;
};

class FindingList : public QLabel {
  Q_OBJECT
 public:
  explicit FindingList(QWidget* parent = nullptr);
  /// `fine` is said when there is nothing to find.
  void showFindings(const operations::LinkFindings& findings, const QString& fine);
};

}  // namespace billing::ui
