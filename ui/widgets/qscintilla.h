// QScintilla's headers speak Qt's old keywords, which we switch off everywhere else.
#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerjson.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots
