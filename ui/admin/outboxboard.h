// The calls of this workspace that are open, and those that ended while the window looked on and were not put aside
// yet.
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QVector>

#include "store/adminrows.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class OutboxBoard : public QObject {
  Q_OBJECT
 public:
  /// Only where there is an admin desk.
  OutboxBoard(const PaneContext& context, QObject* parent);
  ~OutboxBoard() override { cancel_.cancel(); }

  /// Newest first.
  [[nodiscard]] const QVector<store::OutboxRow>& calls() const { return shown_; }
  /// Of an object, or of a customer.
  [[nodiscard]] const store::OutboxRow* openOn(const QString& id) const;
  /// Whose it is, as far as this window knows.
  [[nodiscard]] QString titleOf(const store::OutboxRow& call) const { return titles_.value(call.subject); }
  void know(const store::OutboxRow& call, const QString& title);

  void undo(const QString& operation);
  void askNow(const QString& operation);
  /// A person's word about one that the provider refuses to tell of.
  void closeByHand(const QString& operation, bool asDone, const QString& reason);
  /// An ended call is no longer shown.
  void putAside(const QString& operation);
  void reload();

 Q_SIGNALS:
  void changed();
  void ended(const billing::store::OutboxRow& call);
  void failed(const billing::Error& error);

 private:
  void take(const QVector<store::OutboxRow>& found);
  void await(const QFuture<Result<store::OutboxRow>>& answer);
  const PaneContext& context_;
  CancelToken cancel_;
  QVector<store::OutboxRow> shown_;
  QSet<QString> watched_;  ///< operations that were open when looked at
  QHash<QString, QString> titles_;
};

}  // namespace billing::ui
