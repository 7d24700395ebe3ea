// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says, from beyond the death of a session host, which session it was busy with.
#pragma once

#include "system/FileDescriptor.h"

#include <QtGlobal>

#include <atomic>

namespace spectrum::core
{

// A page of memory that a host and its child share. The child is not trusted: a number is a hint that the
// host compares with what it knows.
class ActivityMark
{
public:
    // In the host: a new page, of which number() goes to the child. In the child: of the inherited
    // descriptor.
    [[nodiscard]] static ActivityMark make();
    explicit ActivityMark(system::FileDescriptor memory);
    ActivityMark(ActivityMark &&other) noexcept;
    ActivityMark(const ActivityMark &) = delete;
    ActivityMark &operator=(const ActivityMark &) = delete;
    ActivityMark &operator=(ActivityMark &&) = delete;
    ~ActivityMark();

    [[nodiscard]] int number() const noexcept { return m_memory.number(); }
    // Whose code runs; 0 = nobody's.
    void setCurrent(quint32 session) noexcept;
    // Who said something last, for deaths outside any call.
    void setLast(quint32 session) noexcept;
    [[nodiscard]] quint32 current() const noexcept;
    [[nodiscard]] quint32 last() const noexcept;

private:
    struct Page {
        std::atomic<quint32> current;
        std::atomic<quint32> last;
    };

    system::FileDescriptor m_memory;
    Page *m_page = nullptr;
};

// Marks a session for the time of one call into it; calls nest.
class ActivityScope
{
public:
    ActivityScope(ActivityMark &mark, quint32 session) : m_mark(mark), m_before(mark.current())
    {
        m_mark.setCurrent(session);
    }
    ~ActivityScope() { m_mark.setCurrent(m_before); }
    Q_DISABLE_COPY_MOVE(ActivityScope)

private:
    ActivityMark &m_mark;
    quint32 m_before;
};

} // namespace spectrum::core
