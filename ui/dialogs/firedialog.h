// Composes an event with real ids, lets the body be edited, signs it (or not, or wrongly on purpose) and sends it to a
// loopback URL. Stays open: sending is what one does again and again.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include "ui/panes/panecontext.h"

class QCheckBox;

namespace billing::ui {

class EventTypePicker;
class FireResult;
class JsonEdit;

class FireDialog : public QDialog {
  Q_OBJECT
 public:
  FireDialog(const PaneContext& context, QWidget* parent = nullptr);

  /// Begins anew with the values of a row; an edited body is only replaced by what was asked for.
  void start(const FireSeed& seed);
  void send();
  [[nodiscard]] JsonEdit& editor() { return *editor_; }
  [[nodiscard]] FireResult& result() { return *result_; }
  [[nodiscard]] QString problem() const { return validity_->text(); }

 Q_SIGNALS:
  void finishedSending();

 private:
  enum SignMode { WithSecret, Unsigned, WrongSecret };
  QWidget* buildLeft();
  QWidget* buildRight();
  QLayout* buildTarget();
  void fillTargets();
  void compose();
  void validate();
  void renewEventId();
  void copyCurl(bool withSecret);
  [[nodiscard]] Provider provider() const;
  [[nodiscard]] workspace::WebhookRoute route() const;
  [[nodiscard]] Result<operations::FireRequest> request() const;
  void showProblem(const Error& error);

  const PaneContext& context_;
  FireSeed seed_;
  QByteArray eventId_;
  QComboBox* provider_;
  QLabel* about_;
  EventTypePicker* types_;
  JsonEdit* editor_;
  QLabel* validity_;
  QComboBox* signing_;
  QComboBox* url_;
  QCheckBox* renew_;
  QPushButton* send_;
  FireResult* result_;
  QTimer validation_;
};

}  // namespace billing::ui
