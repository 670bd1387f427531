// Of a detail: its flag, who has reviewed it and when, and in a tab the notes. Follows the desk.
#pragma once

#include <QHash>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

#include "ui/review/reviewpick.h"

namespace billing::ui {

class ReviewHand;

class ReviewCard : public QWidget {
  Q_OBJECT
 public:
  /// The card, and its notes as a tab of `tabs`. nullptr where nothing is reviewed.
  static ReviewCard* make(const PaneContext& context, const char* entity, QTabWidget* tabs);
  ~ReviewCard() override { cancel_.cancel(); }

  /// An empty id: nothing is shown.
  void showObject(const QString& externalId);
  [[nodiscard]] const operations::ReviewState& state() const { return state_; }

 private:
  ReviewCard(const PaneContext& context, const char* entity, QTabWidget* tabs);
  QWidget* buildNotes();
  void ask();
  void withdraw();
  void keepDraft();
  void forget(const operations::ReviewSubject& subject, const QString& text);
  void show(const operations::ReviewState& state);
  void showNotes();
  void allow();
  void fillFlags();
  void addNote();
  void removeNote();
  [[nodiscard]] ReviewPicks pick() const;
  [[nodiscard]] QString when(qint64 at) const;
  const PaneContext& context_;
  const QString entity_;
  ReviewHand* hand_;
  QTabWidget* tabs_;
  QToolButton* flag_;
  QToolButton* reviewed_;
  QLabel* said_;
  QWidget* notePage_;
  QListWidget* notes_;
  QPlainTextEdit* text_;
  QPushButton* add_;
  QPushButton* remove_;
  operations::ReviewState state_;
  QHash<QString, QString> drafts_;  ///< notes that are not added yet, by external id
  CancelToken cancel_;
};

}  // namespace billing::ui
