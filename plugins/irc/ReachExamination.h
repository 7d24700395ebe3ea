// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Looks whether the servers that the settings name can be reached, each in its turn.
#pragma once

#include "Options.h"
#include "Wire.h"

#include <spectrum/Examination.h>

#include <memory>

namespace spectrum::irc
{

// Connects, with TLS where it is wanted, and leaves without a word.
class ReachExamination final : public Examination, private WireListener
{
    Q_OBJECT

public:
    ReachExamination(Options options, Clock &clock);
    ~ReachExamination() override;

    void start() override;

private:
    void examineNext();
    void conclude(Finding finding);
    // WireListener
    void wireOpened() override;
    void wireReceived(QByteArrayView) override {}
    void wireDrained() override {}
    void wireClosed(const Error &error) override;

    const Options m_options;
    Clock &m_clock;
    std::unique_ptr<Wire> m_wire;
    Clock::TimerId m_timer = 0;
    qsizetype m_next = 0;
    QString m_shownAddress;
};

} // namespace spectrum::irc
