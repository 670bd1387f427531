// Where changes of many are offered: a button at the head of a list, for the selected rows or all that it shows; and
// the dialogs that begin from there.
#pragma once

#include "ui/bulk/bulkdialog.h"
#include "ui/bulk/linksdialog.h"
#include "ui/panes/panecontext.h"

class QToolButton;

namespace billing::ui {

class ListPane;

/// The selected rows where there are several, else all that the list shows.
[[nodiscard]] BulkSeed bulkSeedOf(ListPane& pane, const QByteArray& list);
/// "Change many…", which says in its tooltip how many that are. nullptr where there is no bulk desk.
[[nodiscard]] QToolButton* bulkButton(const PaneContext& context, ListPane& pane, const QByteArray& list);
/// "Rehearse a price migration…" and "Links…", for the plans. nullptr as above.
[[nodiscard]] QWidget* planButtons(const PaneContext& context, QWidget* window);
/// "Rehearse the downgrade…", "Rehearse a price migration…", "Bulk runs…", for the jobs. nullptr as above.
[[nodiscard]] QWidget* jobButtons(const PaneContext& context, QWidget* window);

void openBulk(const PaneContext& context, const BulkSeed& seed, QWidget* window);
void openRehearsal(const PaneContext& context, operations::RehearsalWish::Kind kind, QWidget* window);
void openBulkRuns(const PaneContext& context, QWidget* window);
void openPlan(const PaneContext& context, const QString& plan, QWidget* window);
void openLinks(const PaneContext& context, const LinkSeed& seed, QWidget* window);

}  // namespace billing::ui
