// Step 2: the API key, tried by reading before it is kept.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <optional>

#include "support/canceltoken.h"
#include "ui/connect/connectpage.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class NoteStrip;
class ProgressLine;

class KeyPage : public ConnectPage {
  Q_OBJECT
 public:
  explicit KeyPage(const PaneContext& context, QWidget* parent = nullptr);
  ~KeyPage() override;
  [[nodiscard]] QString title() const override { return tr("The API key"); }
  [[nodiscard]] QString missing() const override;
  void enter() override;
  void leave() override;
  void withdraw() override;
  /// How the key in use was found, where it was tried; for the summary.
  [[nodiscard]] const std::optional<operations::KeyTrial>& trial() const { return trial_; }

 private:
  void buildForm();
  void edited();
  void test();
  void showTrial(const operations::KeyTrial& trial);
  void setTesting(bool testing);

  const PaneContext& context_;
  QLabel* kept_;
  QLineEdit* key_;
  QPushButton* test_;
  ProgressLine* progress_;
  NoteStrip* verdict_;
  QLabel* details_;
  std::optional<operations::KeyTrial> trial_;
  bool testing_ = false;
  CancelToken cancel_;
};

/// "Accepted: a test key of Shop; it can read and write" and the like, in one sentence.
[[nodiscard]] QString trialSentence(const operations::KeyTrial& trial);

}  // namespace billing::ui
