// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Notices.h"

namespace spectrum::purple
{

void Notices::add(QStringList parts)
{
    parts.removeAll(QString());
    parts.removeDuplicates();
    if (!parts.isEmpty())
        m_sink.handleEvent(NoticeReceived{parts.join(u'\n')});
}

} // namespace spectrum::purple
