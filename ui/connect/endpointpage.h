// Step 3: whether the provider sends its events here, and registering the address where it should.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "support/canceltoken.h"
#include "ui/connect/connectpage.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class NoteStrip;
class ProgressLine;

class EndpointPage : public ConnectPage {
  Q_OBJECT
 public:
  explicit EndpointPage(const PaneContext& context, QWidget* parent = nullptr);
  ~EndpointPage() override;
  [[nodiscard]] QString title() const override { return tr("Webhooks"); }
  [[nodiscard]] QString nextText() const override;
  void enter() override;
  void withdraw() override;
  /// One sentence for the summary.
  [[nodiscard]] QString outcome() const;

 private:
  QLayout* buildTunnel();
  QLayout* buildForm();
  void edited();
  void ask(bool registering);
  void setAsking(bool asking);
  void show(const operations::EndpointState& state);
  [[nodiscard]] QString address() const;
  [[nodiscard]] QString path() const;

  const PaneContext& context_;
  QLineEdit* url_;
  QPushButton* check_;
  QPushButton* register_;
  ProgressLine* progress_;
  NoteStrip* verdict_;
  QLabel* details_;
  operations::EndpointState state_;
  bool asking_ = false;
  CancelToken cancel_;
};

}  // namespace billing::ui
