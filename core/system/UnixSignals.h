// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns the signals that a daemon is sent into Qt signals in the event loop.
#pragma once

#include "system/FileDescriptor.h"

#include <spectrum/Clock.h>

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace spectrum::system
{

// At most one object in a process. It handles TERM, INT and HUP and ignores PIPE from its construction on;
// its destructor restores what was there before.
class UnixSignals : public QObject
{
    Q_OBJECT

public:
    explicit UnixSignals(Clock &clock, QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    // TERM or INT arrived; emitted again when another arrives later.
    void stopRequested();
    // HUP arrived. What arrives within a tenth of a second is one request.
    void reloadRequested();

private:
    void readPending();

    Clock &m_clock;
    FileDescriptor m_event;
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_isReloadScheduled = false;
};

} // namespace spectrum::system
