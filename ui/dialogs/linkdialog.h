// Shows where a link leads before anything is opened: the host by itself, the whole address to read and copy.
#pragma once

#include <QDialog>
#include <QUrl>

#include "support/result.h"
#include "workspace/profile.h"

class QVBoxLayout;

namespace billing::ui {

/// An address that may be opened: http or https, with a host, without a name and password in front of it (they hide the
/// host from hasty eyes). InvalidInput "no_link", "unsafe_link".
[[nodiscard]] Result<QUrl> safeLink(const QString& text);

class LinkDialog : public QDialog {
  Q_OBJECT
 public:
  /// `what`: "The document of invoice INV-7".
  LinkDialog(const workspace::Profile& profile, const QString& what, const QUrl& url, QWidget* parent);

 private:
  void addButtons(QVBoxLayout& column);
  QUrl url_;
};

}  // namespace billing::ui
