// Guided checks: choose a question, say of whom, and see each step, a sentence at the end, and the button that helps.
#pragma once

#include <QMap>
#include <QVector>
#include <QWidget>

#include "ui/panes/panecontext.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace billing::ui {

class ChoiceCard;
class ErrorBanner;
class NoteStrip;
class ProgressLine;
class StepList;

class DiagnosisView : public QWidget {
  Q_OBJECT
 public:
  explicit DiagnosisView(const PaneContext& context, QWidget* parent = nullptr);
  ~DiagnosisView() override { cancel_.cancel(); }

  /// Chooses a question and puts the cursor where its subject goes; a `subject` is looked into at once.
  void ask(operations::Question question, const QString& subject = {});
  /// Looks into the present subject anew.
  void run();
  [[nodiscard]] bool isSettled() const { return !running_; }
  [[nodiscard]] operations::Question question() const { return question_; }

 Q_SIGNALS:
  void settled();

 private:
  /// What was asked and answered last, kept for each question.
  struct Kept {
    QString subject;
    operations::Diagnosis diagnosis;
    bool answered = false;
  };
  QWidget* buildQuestions();
  QWidget* buildGuide();
  void choose(operations::Question question);
  void step(ChoiceCard* from, int by);
  void show(const operations::Diagnosis& diagnosis);
  void clear();
  void act();
  void retry(qint64 event);
  void reconcile(const QString& account);
  void runAgainAfter(qint64 event);

  const PaneContext& context_;
  operations::Question question_ = operations::Question::SignatureFails;
  QMap<int, Kept> kept_;
  CancelToken cancel_;
  bool running_ = false;
  qint64 awaited_ = 0;  ///< an event put back, whose effect the check waits for
  QVector<ChoiceCard*> cards_;
  QLabel* title_;
  QLabel* about_;
  QLabel* caption_;
  QLineEdit* subject_;
  QPushButton* check_;
  ProgressLine* progress_;
  ErrorBanner* banner_;
  StepList* steps_;
  NoteStrip* conclusion_;
  QPushButton* action_;
};

}  // namespace billing::ui
