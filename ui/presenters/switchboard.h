// The safety switches as they stand, for whoever shows them: read anew when one changes, and when one's end or reminder
// comes.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class SwitchBoard : public QObject {
  Q_OBJECT
 public:
  explicit SwitchBoard(const PaneContext& context, QObject* parent = nullptr);
  ~SwitchBoard() override { cancel_.cancel(); }

  void reload();
  [[nodiscard]] bool loading() const { return loading_; }
  /// All three; empty until the first answer.
  [[nodiscard]] const QVector<store::SwitchRow>& rows() const { return rows_; }
  [[nodiscard]] QVector<store::SwitchRow> switchedOn() const;
  void switchOff(const QString& name);
  /// Refusals arrive in failed().
  void change(const operations::SwitchChange& change);

 Q_SIGNALS:
  void changed();
  void failed(const billing::Error& error);

 private:
  void waitForNext();
  const PaneContext& context_;
  operations::BillingDesk& desk_;
  QVector<store::SwitchRow> rows_;
  CancelToken cancel_;
  bool loading_ = false;
  QTimer next_;
};

}  // namespace billing::ui
