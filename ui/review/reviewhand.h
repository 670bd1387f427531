// Flags, marks and notes of one window, from wherever they are set: the menu, the context menu of rows, a detail. Says
// quietly what was done, and takes the last flag or mark back.
#pragma once

#include <QObject>
#include <optional>

#include "ui/review/reviewpick.h"

namespace billing::ui {

class ReviewHand : public QObject {
  Q_OBJECT
 public:
  /// The window's; made on the first call. nullptr where nothing is reviewed.
  [[nodiscard]] static ReviewHand* of(const PaneContext& context);

  /// follow_up, question, dispute, ok; empty takes it away.
  void setFlag(const ReviewPicks& picks, const QString& flag);
  void setReviewed(const ReviewPicks& picks, bool reviewed);
  void addNote(const ReviewPicks& picks, const QString& text);
  void removeNote(qint64 note);
  /// A dialog for the note's words.
  void askNote(const ReviewPicks& picks, QWidget* window);

  /// The role that it takes; empty: it may be done. The desk asks again when it is done.
  [[nodiscard]] QString whyNot() const;
  /// "Undo “flagged 3 subscriptions”"; empty when there is nothing to take back.
  [[nodiscard]] QString undoText() const;
  void undo();

 Q_SIGNALS:
  void undoChanged();
  void noteAdded();

 private:
  explicit ReviewHand(const PaneContext& context);
  struct Step {
    QString words;
    std::function<void()> takeBack;
  };
  template <class T>
  void after(const QFuture<Result<T>>& done, const QString& words, std::function<void()> takeBack);
  void flagAs(const ReviewPicks& picks, const QString& flag);
  void restoreFlags(const ReviewPicks& picks);
  [[nodiscard]] operations::ReviewDesk& desk() const { return *context_.services.review; }
  const PaneContext& context_;
  std::optional<Step> last_;
};

}  // namespace billing::ui
