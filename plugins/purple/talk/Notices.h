// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells the user of an account what libpurple says to nobody in particular.
#pragma once

#include <spectrum/Events.h>

namespace spectrum::purple
{

class Notices
{
public:
    explicit Notices(EventSink &sink) : m_sink(sink) {}

    // Parts that are empty or said already are left out; nothing is sent when nothing is left.
    void add(const QString &text) { add(QStringList{text}); }
    void add(QStringList parts);

private:
    EventSink &m_sink;
};

} // namespace spectrum::purple
